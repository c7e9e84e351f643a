import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { killSwitchFile } from '#lib/adapters/files/kill-switch-file.ts';
import { ServerApi } from '#lib/adapters/server-api/server-api.ts';
import { readEnvironment, type Environment } from '#lib/config/environment.ts';
import type { Killed } from '#lib/contracts/rollouts.ts';
import { withKill, type KillTarget } from '#lib/domain/rollout/kill-switches.ts';
import { outcomeText, type KillOutcome } from './outcome-text.ts';

export interface KillOptions {
  off: boolean;
  reason?: string;
  json: boolean;
}

const STILL_OFF = 1;
const NOT_REACHED = 2;

/**
 * Switches off, or with `off` on again, wherever that can be reached: first the data folder, then the server. Returns the
 * exit code.
 */
export async function kill(target: KillTarget, options: KillOptions): Promise<number> {
  const env = readEnvironment();
  const isKilled = !options.off;
  const reason = options.reason ?? `lrg kill ${target}${isKilled ? '' : ' --off'} by ${userName()}`;
  const fileProblem = await problemOf(() => writeSwitch(env, target, isKilled ? reason : null));
  let server: Killed | null = null;
  const serverProblem = await problemOf(async () => {
    const api = new ServerApi({ baseUrl: env.serverUrl, apiKey: env.apiKey });
    server = await api.setKillSwitch({ target, is_killed: isKilled, reason });
  });
  const outcome: KillOutcome = {
    ...{ target, is_killed: isKilled, server },
    data_dir: fileProblem === null ? env.dataDir : null,
    file_problem: fileProblem,
    server_problem: serverProblem,
  };
  const text = options.json ? JSON.stringify(outcome, null, 2) : outcomeText(outcome);
  const code = exitCodeOf(outcome);
  if (code === NOT_REACHED && !options.json) console.error(text);
  else console.log(text);
  return code;
}

function exitCodeOf({ target, is_killed: isKilled, data_dir: dataDir, server }: KillOutcome): number {
  if (dataDir === null && server === null) return NOT_REACHED;
  const isStillOff = server?.[`is_${target}_killed`] === true;
  return !isKilled && isStillOff ? STILL_OFF : 0;
}

async function writeSwitch(
  { dataDir }: Pick<Environment, 'dataDir'>,
  target: KillTarget,
  reason: string | null,
): Promise<void> {
  // A folder made just now would be one that no server looks into.
  if (!existsSync(dataDir))
    throw new Error(`${dataDir}: there is no such data folder; set LRG_DATA_DIR to that of the server`);
  const nowMs = Date.now();
  const file = killSwitchFile(dataDir, () => nowMs);
  const entry =
    reason === null ? null : { at: new Date(nowMs).toISOString(), by: userName(), reason, is_stored: false };
  await file.write(withKill(await file.read(), target, entry));
}

async function problemOf(action: () => Promise<void>): Promise<string | null> {
  try {
    await action();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // in a container, a user id may have no name
  }
}
