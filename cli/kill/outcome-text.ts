import type { Killed } from '#lib/contracts/rollouts.ts';
import type { KillTarget } from '#lib/domain/rollout/kill-switches.ts';

/** What became of a switch. */
export interface KillOutcome {
  target: KillTarget;
  is_killed: boolean;
  /** The data folder whose server obeys; null when the file could not be written, `file_problem` says why. */
  data_dir: string | null;
  file_problem: string | null;
  /** What the server answered; null when it could not be told, `server_problem` says why. */
  server: Killed | null;
  server_problem: string | null;
}

const NAMES: Record<KillTarget, string> = {
  shadow: 'Shadow evaluation',
  canary: "The candidate's traffic",
};

/** For people: what obeys, and what could not be reached. */
export function outcomeText(outcome: KillOutcome): string {
  const { target, is_killed: isKilled, data_dir: dataDir, server } = outcome;
  if (dataDir === null && server === null)
    return `Nothing was switched.\n  data folder: ${outcome.file_problem ?? ''}\n  server: ${outcome.server_problem ?? ''}`;
  const head = `${NAMES[target]} is switched ${isKilled ? 'off' : 'on again'}:`;
  return [head, folderLine(outcome), serverLine(outcome), ...stillOff(outcome)].join('\n');
}

function folderLine({ data_dir: dataDir, file_problem: problem }: KillOutcome): string {
  return dataDir === null
    ? `  not in the data folder: ${problem ?? ''}`
    : `  in ${dataDir}: the server on this folder obeys within half a second.`;
}

function serverLine({ is_killed: isKilled, server, server_problem: problem }: KillOutcome): string {
  if (server?.is_stored === true) return '  in the database: all replicas obey within a second.';
  const others = isKilled
    ? "Replicas with other data folders obey once this folder's server reaches the database; until then they need the same command."
    : 'Where the database says off, it stays off until the server has been told.';
  return server === null
    ? `  not on the server: ${problem ?? ''}\n  ${others}`
    : `  on the server, whose database can not be reached now.\n  ${others}`;
}

function stillOff({ target, is_killed: isKilled, server }: KillOutcome): string[] {
  if (isKilled || server?.[`is_${target}_killed`] !== true) return [];
  return [`${NAMES[target]} is still off on the server, by the database: try again when it can be reached.`];
}
