import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** A command ended with an exit code other than 0. */
class CommandError extends Error {
  constructor(command, code, output) {
    super(`${command} ended with code ${code}`);
    this.output = output;
  }
}

/**
 * Runs a command; resolves with its output. `quiet` keeps the output back unless the command fails, `aside` puts it on
 * standard error; an `isPatient` command leaves the cores to others where they want them.
 */
export function run(command, args, { quiet = false, aside = false, isPatient = false, env = {}, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', aside ? process.stderr : 'inherit', 'inherit'],
    });
    if (isPatient && child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new CommandError([command, ...args].join(' '), code ?? signal, output));
    });
  });
}

/**
 * Runs one step with its name, its time and, if it fails, its output and a hint: on standard error, for a command's answer is
 * alone on the other.
 */
export async function step(title, action, hint) {
  const started = performance.now();
  process.stderr.write(`• ${title} …\n`);
  try {
    const result = await action();
    process.stderr.write(`✔ ${title} (${seconds(started)})\n`);
    return result;
  } catch (error) {
    process.stderr.write(
      `${error.output ?? ''}\n✘ ${title} failed (${seconds(started)}): ${error.message}\n`,
    );
    if (hint) process.stderr.write(`  ${hint}\n`);
    throw new StepError(title);
  }
}

/** A step failed, and everything about it has been said. */
class StepError extends Error {}

/** Runs a script's main function; ends the process with its exit code. */
export async function main(action) {
  try {
    process.exitCode = (await action()) ?? 0;
  } catch (error) {
    if (!(error instanceof StepError)) console.error(error);
    process.exitCode = 1;
  }
}

function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
