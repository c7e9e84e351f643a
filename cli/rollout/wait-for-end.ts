import type { ServerApi } from '#lib/adapters/server-api/server-api.ts';
import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import type { RolloutStatus } from '#lib/domain/rollout/state.ts';
import { serverFromEnvironment } from '../runs/with-server.ts';
import { patiently } from './patiently.ts';
import { progressOf, rolloutReport } from './show-rollout.ts';

export interface StatusOptions {
  wait: boolean;
  /** Minutes. */
  timeout?: number;
  json: boolean;
}

/** How a program that asks for an outcome ends. */
const EXIT_CODES: Readonly<Record<RolloutStatus, number>> = {
  promoted: 0,
  rolled_back: 1,
  aborted: 3,
  running: 3,
  paused: 3,
};

/** The server holds its answer back for so long at most. */
const LONGEST_WAIT_SECONDS = 20;

/** Prints a rollout, where asked when it has ended. Returns the exit code; throws ServerApiError. */
export async function showStatus(given: string | undefined, options: StatusOptions): Promise<number> {
  const server = serverFromEnvironment();
  const id = given ?? (await latestId(server));
  const rollout = options.wait
    ? await untilEnded(server, id, options.timeout)
    : await patiently(() => server.getRollout(id));
  console.log(options.json ? JSON.stringify(rollout, null, 2) : rolloutReport(rollout));
  if (options.wait && rollout.ended_at === null) console.error('The rollout has not ended in time.');
  return EXIT_CODES[rollout.status];
}

/** Id of the rollout that is under way, else of the latest. Throws when there was none yet. */
export async function latestId(server: ServerApi): Promise<string> {
  const id = await patiently(() => server.latestRolloutId());
  if (id === null) throw new Error('There is no rollout yet.');
  return id;
}

/** Asks until the end, or until the time is over; tells on standard error what changes. */
async function untilEnded(
  server: ServerApi,
  id: string,
  timeoutMinutes: number | undefined,
): Promise<RolloutDetail> {
  const untilMs = performance.now() + (timeoutMinutes ?? Infinity) * 60_000;
  let told = '';
  for (;;) {
    const leftSeconds = Math.max(0, (untilMs - performance.now()) / 1_000);
    const waitSeconds = told === '' ? 0 : Math.min(LONGEST_WAIT_SECONDS, leftSeconds);
    // A server that is away for a while is no outcome.
    const rollout = await patiently(() => server.getRollout(id, waitSeconds), Infinity, untilMs);
    if (rollout.ended_at !== null) return rollout;
    const progress = progressOf(rollout);
    if (progress !== told) console.error(progress);
    told = progress;
    if (performance.now() >= untilMs) return rollout;
  }
}
