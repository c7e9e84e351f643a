import { Command } from 'commander';
import type { CompareOptions } from '../compare/run-compare.ts';

/** `lrg compare`: several runs side by side, in quality, cost and time. */
export function compareCommand(): Command {
  return new Command('compare')
    .description('compare runs with the first of them: ids of runs on the server, or scores files')
    .argument('<run...>', 'two to ten ids (LRG_SERVER_URL, LRG_API_KEY), or two to ten files')
    .option('--categories', 'the figures of every category too', false)
    .option('-c, --config <folder>', 'configuration folder, for files (default: LRG_CONFIG_DIR or config)')
    .option('--json', 'the comparison as the API gives it', false)
    .option('--markdown', 'as Markdown tables', false)
    .action(async (runs: string[], options: CompareOptions) => {
      const { runCompare } = await import('../compare/run-compare.ts');
      await runCompare(runs, options);
    });
}
