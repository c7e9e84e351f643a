import type { ServerApi } from '#lib/adapters/server-api/server-api.ts';
import { withServer, type OutputOptions } from '../runs/with-server.ts';
import { rolloutReport } from './show-rollout.ts';
import { latestId } from './wait-for-end.ts';

export interface CommandOptions extends OutputOptions {
  reason: string;
}

export interface LiftOptions {
  reason: string;
  name: string;
}

/** Commands a rollout, the latest without an id. Throws ServerApiError, with the server's words for a refusal. */
export function commandRollout(
  command: Parameters<ServerApi['commandRollout']>[1],
  given: string | undefined,
  { reason, ...output }: CommandOptions,
): Promise<void> {
  return withServer(
    async (server) => server.commandRollout(given ?? (await latestId(server)), command, { reason }),
    output,
    rolloutReport,
  );
}

export function liftFreeze(body: LiftOptions): Promise<void> {
  return withServer(
    (server) => server.liftFreeze(body),
    { json: false },
    () => 'Rollouts may start again.',
  );
}
