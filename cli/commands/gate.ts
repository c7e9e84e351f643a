import { Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from '../terminal/whole-number.ts';
import type { GateOptions } from '../gate/gate-options.ts';

/** `lrg gate`: compares two scored runs and says whether the newer one may go on. */
export function gateCommand(): Command {
  return new Command('gate')
    .description(
      'compare a run with its baseline; exit code 0 pass, 1 fail, 2 error, 3 inconclusive or not comparable',
    )
    .option('--current <file>', 'scores of the run to judge', 'scores_output/scores.json')
    .option(
      '--baseline <file>',
      'scores to compare with; without them the server decides, and without a server absolute thresholds',
    )
    .option('--server <url>', 'let this server decide, by its baseline (default: LRG_SERVER_URL, if set)')
    .option('--no-server', 'files alone, whatever LRG_SERVER_URL says')
    .option(
      '--repository <name>',
      'where the run comes from, such as acme/assistant (default: the CI job, or git)',
    )
    .option('--commit <hash>', 'the commit that was scored')
    .option('--branch <name>', 'its branch')
    .option('--pull-request <number>', 'its pull request', wholeNumber(1))
    .option('--retries <n>', 'further tries when the server does not answer', wholeNumber(0, 10), 3)
    .addOption(new Option('--rule <rule>', 'how to decide').choices(['threshold', 'statistical']))
    .option('--alpha <share>', 'one-sided error rate of a decision', alpha)
    .addOption(
      new Option('--inference <kind>', 'what the golden set stands for').choices([
        'random_prompts',
        'fixed_prompts',
      ]),
    )
    .option('--seed <number>', 'of random draws', wholeNumber(0))
    .option('--allow-incomparable', 'compare though the signatures differ', false)
    .option('-c, --config <folder>', 'configuration folder (default: LRG_CONFIG_DIR or config)')
    .option('--json', 'verdict, reasons and all evidence as JSON on standard output', false)
    .option('-o, --output <file>', 'write the verdict with its evidence to a file')
    .option('--markdown <file>', 'write the scorecard to a file')
    .option('--verify <file>', 'decide again from the evidence of a verdict file, and compare')
    .option('--aa', 'measure the gate itself on resampled copies of the baseline', false)
    .option('--runs <n>', 'resampled pairs of --aa', wholeNumber(10, 100_000), 200)
    .option(
      '--repeats <k>',
      'answers per prompt of the resampled candidate (default: as the baseline)',
      wholeNumber(1, 100),
    )
    .action(async (options: GateOptions) => {
      const { runGate } = await import('../gate/run-gate.ts');
      process.exitCode = await runGate(options);
    });
}

function alpha(text: string): number {
  const number = Number(text);
  if (!(number >= 0.0001 && number <= 0.2))
    throw new InvalidArgumentError('expected a number from 0.0001 to 0.2');
  return number;
}
