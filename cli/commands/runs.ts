import { Command, InvalidArgumentError, Option } from 'commander';
import type { ListOptions } from '../runs/run-actions.ts';
import type { OutputOptions } from '../runs/with-server.ts';

const MOST_RUNS = 500;
const DEFAULT_RUNS = 20;

const actions = () => import('../runs/run-actions.ts');

/** `lrg runs`: what the server knows about runs, over its API. */
export function runsCommand(): Command {
  const runs = new Command('runs')
    .description('look at, tag, promote and upload runs on the server (LRG_SERVER_URL, LRG_API_KEY)')
    .showHelpAfterError();
  runs
    .command('list')
    .description('runs, newest first')
    .option(
      '-f, --filter <expression>',
      "such as: metrics.overall > 0.8 and tags.env = 'production' and params.temperature = 0",
    )
    .addOption(
      new Option('--sort <key>', 'what to order by')
        .choices(['created_at', 'overall', 'model', 'cost_usd', 'examples'])
        .default('created_at'),
    )
    .addOption(new Option('--order <order>', 'which way').choices(['asc', 'desc']).default('desc'))
    .option('-n, --limit <number>', `how many, at most ${MOST_RUNS}`, limit, DEFAULT_RUNS)
    .option('--json', 'the answer of the API as it is', false)
    .action(async (options: ListOptions) => (await actions()).listRuns(options));
  runs
    .command('show <id>')
    .description('everything of a run but its examples')
    .option('--json', 'the answer of the API as it is', false)
    .action(async (id: string, options: OutputOptions) => (await actions()).showRun(id, options));
  runs
    .command('tag <id> [name=value...]')
    .description('set tags of a run; env is set by promotion alone')
    .option('--remove <name...>', 'tags to take away', [])
    .option('--json', 'the changed run as the API shows it', false)
    .action(async (id: string, tags: string[], options: OutputOptions & { remove: string[] }) =>
      (await actions()).tagRun(id, tags, options),
    );
  runs
    .command('promote <id>')
    .description('make a run the baseline (env=production); exit code 1 when it can not be one')
    .option('--json', 'the promoted run as the API shows it', false)
    .action(async (id: string, options: OutputOptions) => (await actions()).promoteRun(id, options));
  runs
    .command('upload <file>')
    .description('store a scores file on the server; exit code 1 when it is not valid')
    .option('--json', 'the answer of the API as it is', false)
    .action(async (file: string, options: OutputOptions) => (await actions()).uploadRun(file, options));
  return runs;
}

function limit(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > MOST_RUNS)
    throw new InvalidArgumentError(`expected 1 to ${MOST_RUNS}`);
  return number;
}
