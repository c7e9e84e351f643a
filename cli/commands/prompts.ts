import { Command } from 'commander';
import type { OutputOptions } from '../runs/with-server.ts';

const actions = () => import('../prompts/prompt-actions.ts');

/** `lrg prompts`: versions of prompts on the server and the aliases that name them, over its API. */
export function promptsCommand(): Command {
  const prompts = new Command('prompts')
    .description(
      'look at, store and compare prompts on the server, and move their aliases (LRG_SERVER_URL, LRG_API_KEY)',
    )
    .showHelpAfterError();
  prompts
    .command('list')
    .description('prompts with their aliases')
    .option('--json', 'the answer of the API as it is', false)
    .action(async (options: OutputOptions) => (await actions()).listPrompts(options));
  prompts
    .command('show <prompt>')
    .description(
      'versions, usage and history of a prompt; with name@hash or name@alias one version with its texts',
    )
    .option('--json', 'the answer of the API as it is', false)
    .action(async (prompt: string, options: OutputOptions) => (await actions()).showPrompt(prompt, options));
  prompts
    .command('push <file>')
    .description(
      "store a prompt file as a version; a new name's first version becomes prod; exit code 1 when refused",
    )
    .option('-m, --message <text>', 'why there is this version')
    .option('--json', 'the stored version as the API shows it', false)
    .action(async (file: string, options: OutputOptions & { message?: string }) =>
      (await actions()).pushPrompt(file, options),
    );
  prompts
    .command('alias <name> <alias> <version>')
    .description(
      'make an alias, such as prod, name a version (its hash or name@hash); exit code 1 when refused',
    )
    .option(
      '--expect <version>',
      'refuse when the alias names another version by now; none: when there is one',
    )
    .option('--reason <text>', 'for the history')
    .option('--json', 'the answer of the API as it is', false)
    .action(
      async (
        name: string,
        alias: string,
        version: string,
        options: OutputOptions & { expect?: string; reason?: string },
      ) => (await actions()).moveAlias({ name, alias, version }, options),
    );
  prompts
    .command('diff <before> <after>')
    .description(
      'what changed between two prompts; each a file, name@hash, name@alias, or a name for its prod',
    )
    .option('--json', 'both prompts', false)
    .action(async (before: string, after: string, options: OutputOptions) =>
      (await actions()).diffPrompts(before, after, options),
    );
  return prompts;
}
