import { Command } from 'commander';
import type { DatasetOptions } from '../dataset/build.ts';

/** `lrg dataset`: from raw examples to the golden set. */
export function datasetCommand(): Command {
  const dataset = new Command('dataset').description('build and check the golden set');
  const build = new Command('build')
    .description(
      'validate the raw examples and write the golden set; writes nothing when one of them is wrong',
    )
    .option('-o, --output <file>', 'golden set (default: output of dataset_config.yaml)');
  const check = new Command('check').description('validate the raw examples and write nothing');
  for (const command of [build, check]) {
    command
      .option('-r, --raw <file>', 'raw examples (default: raw of dataset_config.yaml)')
      .option('-c, --config <folder>', 'configuration folder (default: LRG_CONFIG_DIR or config)')
      .option('--json', 'the whole report as JSON on standard output', false)
      .action(async (options: DatasetOptions) => {
        const { buildGoldenSet } = await import('../dataset/build.ts');
        process.exitCode = await buildGoldenSet(options, command === build);
      });
    dataset.addCommand(command);
  }
  return dataset;
}
