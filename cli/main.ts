import { Command, CommanderError } from 'commander';
import '#lib/contracts/plain-messages.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';

/** Exit code of wrong usage and of errors; 1 is kept for "the answer is no". */
const ERROR = 2;

/** Loaded one by one: a command must not pay for what another one imports. */
const commands: Record<string, () => Promise<Command>> = {
  comment: async () => (await import('./commands/comment.ts')).commentCommand(),
  compare: async () => (await import('./commands/compare.ts')).compareCommand(),
  dataset: async () => (await import('./commands/dataset.ts')).datasetCommand(),
  gate: async () => (await import('./commands/gate.ts')).gateCommand(),
  kill: async () => (await import('./commands/kill.ts')).killCommand(),
  metric: async () => (await import('./commands/metric.ts')).metricCommand(),
  prompts: async () => (await import('./commands/prompts.ts')).promptsCommand(),
  rollout: async () => (await import('./commands/rollout.ts')).rolloutCommand(),
  runs: async () => (await import('./commands/runs.ts')).runsCommand(),
  score: async () => (await import('./commands/score.ts')).scoreCommand(),
  shadow: async () => (await import('./commands/shadow.ts')).shadowCommand(),
  'simulate-rollout': async () => (await import('./commands/simulate-rollout.ts')).simulateRolloutCommand(),
  simulate: async () => (await import('./commands/simulate.ts')).simulateCommand(),
};

const wanted = commands[process.argv[2] ?? ''];
const program = new Command('lrg').description(
  'LLM Regression Guard: stops LLM quality regressions before, during and after a rollout',
);
for (const load of wanted ? [wanted] : Object.values(commands)) program.addCommand(await load());

// Set on every command, so that a wrong option of a subcommand ends with 2 as well.
for (const command of withSubcommands(program)) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : ERROR;
  else {
    console.error(messageOf(error));
    process.exitCode = ERROR;
  }
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
