import { Command, CommanderError } from 'commander';
import { simulateCommand } from './commands/simulate.ts';

/** Exit code of wrong usage and of errors; 1 is kept for "the answer is no". */
const ERROR = 2;

const program = new Command('lrg')
  .description('LLM Regression Guard: stops LLM quality regressions before, during and after a rollout')
  .addCommand(simulateCommand());

// Set on every command, so that a wrong option of a subcommand ends with 2 as well.
for (const command of [program, ...program.commands]) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : ERROR;
  else {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = ERROR;
  }
}
