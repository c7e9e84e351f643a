import { Command, InvalidArgumentError, Option } from 'commander';
import type { BertscoreOptions } from '../metric/bertscore.ts';

const INPUT =
  'reads JSON lines {id, reference, prediction} from standard input (references: […] for several)';

/** `lrg metric`: the scorer's metrics by themselves, for pipes and for checking our numbers. */
export function metricCommand(): Command {
  const metric = new Command('metric').description(
    'score texts: JSON lines from standard input, JSON lines to standard output, in order',
  );
  for (const name of ['rouge-l', 'rouge-lsum'] as const) {
    metric
      .command(name)
      .description(
        `${name === 'rouge-l' ? 'rougeL' : 'rougeLsum'} as Google's rouge_score computes it; ${INPUT}`,
      )
      .action(async () => {
        const { scoreRouge } = await import('../metric/rouge.ts');
        process.exitCode = await scoreRouge(name);
      });
  }
  return metric.addCommand(bertscoreCommand()).addCommand(checksCommand());
}

function bertscoreCommand(): Command {
  return new Command('bertscore')
    .description(`BERTScore as bert_score computes it; ${INPUT}`)
    .option('-m, --model <name>', 'hub name, or folder in the Hugging Face layout', 'distilroberta-base')
    .option(
      '-l, --layer <number>',
      "hidden layer (default: the model's in BERTScore's table, else the last)",
      layer,
    )
    .option('--idf', 'weigh tokens by rarity in the references; reads all input first', false)
    .option('--rescale', 'rescale by the published baseline of the model and layer', false)
    .option('--baseline <P,R,F>', 'rescale by these values', baseline)
    .addOption(
      new Option('--dtype <format>', 'number format of the model file')
        .choices(['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4'])
        .default('fp32'),
    )
    .action(async (options: BertscoreOptions) => {
      const { scoreBertscore } = await import('../metric/bertscore.ts');
      process.exitCode = await scoreBertscore(options);
    });
}

function checksCommand(): Command {
  return new Command('checks')
    .description('deterministic checks; reads JSON lines {id, prediction, checks: […]} from standard input')
    .action(async () => {
      const { scoreChecks } = await import('../metric/checks.ts');
      process.exitCode = await scoreChecks();
    });
}

function layer(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('expected a whole number of at least 0');
  return Number(text);
}

function baseline(text: string): BertscoreOptions['baseline'] {
  const [precision, recall, f1, ...more] = text
    .split(',')
    .map((part) => (part.trim() === '' ? NaN : Number(part)));
  const isValue = (value: number | undefined): value is number =>
    value !== undefined && Number.isFinite(value) && value < 1;
  if (!isValue(precision) || !isValue(recall) || !isValue(f1) || more.length > 0)
    throw new InvalidArgumentError('expected three numbers below 1, such as 0.83,0.83,0.83');
  return { precision, recall, f1 };
}
