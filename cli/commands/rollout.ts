import { Command, InvalidArgumentError } from 'commander';
import type { CommandOptions, LiftOptions } from '../rollout/command-rollout.ts';
import { PLAN_FLAGS } from '../rollout/plan-flags.ts';
import type { StartOptions } from '../rollout/start-rollout.ts';
import type { StatusOptions } from '../rollout/wait-for-end.ts';

const CODES = 'exit code 0 promoted, 1 rolled back, 2 error, 3 aborted or not ended in time';

/** `lrg rollout`: starts, watches and commands rollouts on the server, over its API. */
export function rolloutCommand(): Command {
  const rollout = new Command('rollout')
    .description('give a candidate a growing share of traffic (LRG_SERVER_URL, LRG_API_KEY)')
    .showHelpAfterError();
  const start = rollout
    .command('start')
    .description(`start a rollout; with --wait ${CODES}, else 0 when it has started`)
    .option('--model <name>', 'model that is to become production')
    .option('--prompt <name@hash>', 'version of a prompt that is to become production')
    .option('--plan <file>', 'YAML with what is to differ from rollout.yaml')
    .option('--reason <text>', 'for the history')
    .option('--key <text>', 'Idempotency-Key: the same again finds what was started')
    .option('--wait', 'until it has ended', false)
    .option('--timeout <minutes>', 'how long --wait waits; without it as long as it takes', minutes)
    .option('--json', 'the answer of the API as it is', false)
    .action(async (options: StartOptions) => {
      process.exitCode = await (await import('../rollout/start-rollout.ts')).startRollout(options);
    });
  for (const { flag, argument, description } of PLAN_FLAGS)
    start.option(`--${flag} <${argument}>`, `${description}; before --plan`);
  rollout
    .command('status [id]')
    .description(`one rollout, the latest without an id; ${CODES}`)
    .option('--wait', 'until it has ended', false)
    .option('--timeout <minutes>', 'how long --wait waits; without it as long as it takes', minutes)
    .option('--json', 'the answer of the API as it is', false)
    .action(async (id: string | undefined, options: StatusOptions) => {
      process.exitCode = await (await import('../rollout/wait-for-end.ts')).showStatus(id, options);
    });
  for (const [name, description] of [
    ['pause', 'keep the share of traffic as it is'],
    ['resume', 'go on with a paused rollout'],
    ['abort', 'end it; production serves everybody'],
    ['promote', 'end it; the candidate becomes production now'],
  ] as const)
    rollout
      .command(`${name} [id]`)
      .description(`${description}; the latest rollout without an id`)
      .requiredOption('--reason <text>', 'for the history')
      .option('--json', 'the answer of the API as it is', false)
      .action(async (id: string | undefined, options: CommandOptions) =>
        (await import('../rollout/command-rollout.ts')).commandRollout(name, id, options),
      );
  rollout
    .command('lift-freeze')
    .description('let rollouts start again after a rollback')
    .requiredOption('--reason <text>', 'what was done about it')
    .requiredOption('--name <name>', 'the person who decided it')
    .action(async (options: LiftOptions) =>
      (await import('../rollout/command-rollout.ts')).liftFreeze(options),
    );
  return rollout;
}

function minutes(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0 && number <= 100_000) return number;
  throw new InvalidArgumentError('expected minutes from 0 to 100000');
}
