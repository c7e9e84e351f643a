import { Command, InvalidArgumentError } from 'commander';
import type { DecideOptions } from '../shadow/decide.ts';
import type { ReportOptions } from '../shadow/report.ts';
import { wholeNumber } from '../terminal/whole-number.ts';

/** `lrg shadow`: decisions on a candidate from scored shadow traffic. */
export function shadowCommand(): Command {
  const shadow = new Command('shadow').description('decide on a candidate from scored shadow traffic');
  shadow
    .command('decide')
    .description(
      'read JSON lines {delta} (candidate − production, -1 to 1, in the order of the requests) from standard input; ' +
        'exit code 0 promote, 1 roll back, 2 error, 3 keep going or undecided',
    )
    .option('--margin <difference>', 'largest mean loss that is acceptable', between(0, 1), 0.05)
    .option('--alpha <share>', 'risk of each wrong decision', between(0, 0.5), 0.05)
    .option('--min-samples <n>', 'no decision before so many', wholeNumber(1), 1)
    .option('--max-samples <n>', 'undecided after so many', wholeNumber(1), 2_000)
    .option('--json', 'the report as JSON', false)
    .action(async (options: DecideOptions) => {
      const { decideFromInput } = await import('../shadow/decide.ts');
      process.exitCode = await decideFromInput(options);
    });
  shadow
    .command('report')
    .description(
      "the server's decision on its candidate (LRG_SERVER_URL, LRG_API_KEY); exit codes as those of decide",
    )
    .option('--json', 'everything as JSON', false)
    .option('--markdown', 'as Markdown', false)
    .action(async (options: ReportOptions) => {
      const { reportDecision } = await import('../shadow/report.ts');
      process.exitCode = await reportDecision(options);
    });
  return shadow;
}

const between = (low: number, high: number) => (text: string) => {
  const number = Number(text);
  if (text.trim() !== '' && number > low && number < high) return number;
  throw new InvalidArgumentError(`expected a number above ${low} and below ${high}`);
};
