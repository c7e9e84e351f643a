import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { readCiEnvironment } from '#lib/config/ci-environment.ts';
import { readYamlFile } from '#lib/config/yaml-file.ts';
import { startRolloutSchema, type StartRollout } from '#lib/contracts/rollouts.ts';
import { serverFromEnvironment } from '../runs/with-server.ts';
import { patiently } from './patiently.ts';
import { withFlags, type PlanOptions } from './plan-flags.ts';
import { rolloutReport } from './show-rollout.ts';
import { showStatus, type StatusOptions } from './wait-for-end.ts';

export interface StartOptions extends StatusOptions, PlanOptions {
  model?: string;
  prompt?: string;
  plan?: string;
  reason?: string;
  key?: string;
}

/** Starts a rollout and, where asked, waits for its end. Returns the exit code; throws with a message for people. */
export async function startRollout(options: StartOptions): Promise<number> {
  const body = bodyOf(options);
  const server = serverFromEnvironment();
  // One key for all attempts: an answer that got lost doesn't start a second rollout.
  const key = options.key ?? randomUUID();
  const rollout = await patiently(() => server.startRollout(body, key));
  if (options.wait) return showStatus(rollout.id, options);
  console.log(options.json ? JSON.stringify(rollout, null, 2) : rolloutReport(rollout));
  return 0;
}

function bodyOf({ model, prompt, plan, reason, ...flags }: StartOptions): StartRollout {
  if (model === undefined && prompt === undefined) throw new Error('expected --model, --prompt or both');
  const parsed = startRolloutSchema.safeParse({
    candidate: { model: model ?? null, prompt: prompt === undefined ? null : promptOf(prompt) },
    plan: withFlags(plan === undefined ? {} : readPlan(plan), flags),
    reason: reason ?? null,
    origin: originOf(),
  });
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}

/** `name@hash`: the whole of it is the version. */
function promptOf(version: string): { name: string; version: string } {
  const at = version.lastIndexOf('@');
  if (at < 1 || at === version.length - 1) throw new Error(`--prompt ${version}: expected name@hash`);
  return { name: version.slice(0, at), version };
}

function readPlan(file: string): Record<string, unknown> {
  if (!existsSync(file)) throw new Error(`--plan ${file}: there is no such file`);
  return readYamlFile(file, z.record(z.string(), z.unknown()));
}

/** Where the job that starts it comes from; null outside of CI. */
function originOf(): StartRollout['origin'] {
  const { system, origin, jobUrl } = readCiEnvironment();
  if (system === null) return null;
  const { commit, branch, pull_request } = origin;
  return { commit: commit ?? null, branch: branch ?? null, pull_request: pull_request ?? null, url: jobUrl };
}
