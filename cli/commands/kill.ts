import { Argument, Command } from 'commander';
import { KILL_TARGETS, type KillTarget } from '#lib/domain/rollout/kill-switches.ts';
import type { KillOptions } from '../kill/kill.ts';

/** `lrg kill`: the switches for an emergency. */
export function killCommand(): Command {
  return new Command('kill')
    .description(
      'switch shadow evaluation, or the candidate of a rollout, off: in the data folder (LRG_DATA_DIR), which works ' +
        'while server and database are down, and on the server (LRG_SERVER_URL, LRG_API_KEY), which tells all replicas; ' +
        'exit code 1 when --off leaves it switched off, 2 when nothing could be reached',
    )
    .addArgument(new Argument('<target>', 'what to switch off').choices(KILL_TARGETS))
    .option('--off', 'take the kill switch back: shadow evaluation or candidates go on', false)
    .option('--reason <text>', 'for the history')
    .option('--json', 'what was reached, as JSON', false)
    .action(async (target: KillTarget, options: KillOptions) => {
      const { kill } = await import('../kill/kill.ts');
      process.exitCode = await kill(target, options);
    });
}
