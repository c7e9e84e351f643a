import { Command, InvalidArgumentError } from 'commander';
import { GATE_KEY } from '#lib/domain/comment/marker.ts';
import { wholeNumber } from '../terminal/whole-number.ts';
import type { CommentOptions } from '../comment/comment-options.ts';

/** `lrg comment`: shows a verdict on the pull request and in the job's summary. */
export function commentCommand(): Command {
  return new Command('comment')
    .description("put a gate's scorecard into the one comment on the pull request, and into the job summary")
    .option('--verdict <file>', 'verdict file of lrg gate --output')
    .option('--markdown <file>', 'scorecard of lrg gate --markdown; without it one is made of the verdict')
    .option('--scores <file>', "scores file that was judged: adds the worst examples' texts")
    .option('--baseline <file>', 'scores file of the baseline: adds its answers')
    .option('--url <address>', "of the verdict's page, as lrg gate prints it", webAddress)
    .option('--key <name>', 'tells several gates of one repository apart', gateKey)
    .option('--repository <name>', 'owner/name (default: that of the CI job)')
    .option('--pull-request <number>', 'default: that of the CI job', wholeNumber(1))
    .option('--summary-only', 'no comment: the job summary and the outputs alone', false)
    .option('--strict', 'end with 2 when the comment could not be posted', false)
    .option('--dry-run', 'print the comment and where it would go; no call, no file', false)
    .showHelpAfterError()
    .action(async (options: CommentOptions) => {
      const { runComment } = await import('../comment/run-comment.ts');
      process.exitCode = await runComment(options);
    });
}

function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new InvalidArgumentError('expected an address such as https://guard.example.com/runs/…');
  return url.href;
}

function gateKey(text: string): string {
  if (!GATE_KEY.test(text))
    throw new InvalidArgumentError(
      'expected up to 100 letters, digits, dots, underscores and single hyphens',
    );
  return text;
}
