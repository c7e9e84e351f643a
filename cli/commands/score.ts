import { Command, InvalidArgumentError } from 'commander';
import { wholeNumber } from '../terminal/whole-number.ts';
import type { ScoreOptions } from '../score/score-options.ts';

/** `lrg score`: scores the golden set with one model and prompt. */
export function scoreCommand(): Command {
  return new Command('score')
    .description(
      'score the golden set with a model; writes scores.json and leaves a resumable run when stopped',
    )
    .option('-m, --model <name>', 'model under test (default: current_model of model_version.yaml)')
    .option(
      '-p, --prompt <name>',
      'prompt file, its name in the prompts folder of the configuration, or name@hash or name@alias of one on the server',
    )
    .option('-d, --dataset <file>', 'golden set (default: dataset of scorer_config.yaml)')
    .option('-c, --config <folder>', 'configuration folder (default: LRG_CONFIG_DIR or config)')
    .option('-o, --output <file>', 'scores file', 'scores_output/scores.json')
    .option('--sample <share>', 'score a share of each category only, such as 0.1', share)
    .option('--seed <number>', 'of the sample', wholeNumber(0), 0)
    .option('--limit <n>', 'score the first n examples only', wholeNumber(1))
    .option('--repeats <k>', 'answers per prompt', wholeNumber(1))
    .option('--concurrency <n>', 'model calls under way at once', wholeNumber(1))
    .option('--no-cache', "ask again though an earlier run's answer or judgement is stored")
    .option('--tag <key=value>', 'tag of the run; may be given again', tag, {})
    .option('--resume [run id]', 'go on with a stopped run: the latest one, or the given one')
    .option('--upload', 'send the scores to the server at LRG_SERVER_URL', false)
    .option('-q, --quiet', 'no progress', false)
    .action(async (options: ScoreOptions, command: Command) => {
      const { scoreGoldenSet } = await import('../score/score-golden-set.ts');
      const given = (name: string) => command.getOptionValueSource(name) === 'cli';
      process.exitCode = await scoreGoldenSet(options, given);
    });
}

function share(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 1)) throw new InvalidArgumentError('expected a number above 0, at most 1');
  return number;
}

function tag(text: string, tags: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('expected key=value');
  return { ...tags, [text.slice(0, at)]: text.slice(at + 1) };
}
