import { Command, InvalidArgumentError } from 'commander';
import type { SimulateRolloutOptions } from '../rollout-simulation/simulate-rollout.ts';
import { wholeNumber } from '../terminal/whole-number.ts';

/** `lrg simulate-rollout`: what a plan does to candidates whose truth is known. */
export function simulateRolloutCommand(): Command {
  return new Command('simulate-rollout')
    .description(
      'play candidates of known quality through the real rollout code, in made-up time, with simulated answers',
    )
    .option(
      '--plan <file>',
      'YAML file with a plan, as under `default` in rollout.yaml; the built-in one otherwise',
    )
    .option('--runs <n>', 'plays of each candidate', wholeNumber(1), 20)
    .option('--rate <n>', 'requests per second, both sides together', positive, 5)
    .option('--users <n>', 'users that the requests come from', wholeNumber(1), 3_000)
    .option('--judged <percent>', 'share of answers that the judge scores', positive, 50)
    .option('--check-seconds <n>', 'time between two checks', positive, 10)
    .option('--candidate <name>', 'this candidate alone')
    .option('--seed <text>', 'the same seed plays the same traffic', '1')
    .option('--json', 'the figures as JSON', false)
    .action(async (options: SimulateRolloutOptions) => {
      const { simulateRollout } = await import('../rollout-simulation/simulate-rollout.ts');
      await simulateRollout(options);
    });
}

function positive(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number > 0 && number < 1e6) return number;
  throw new InvalidArgumentError('expected a number above 0');
}
