import { killSwitchFile } from '#lib/adapters/files/kill-switch-file.ts';
import { ConfigurationError } from '#lib/config/yaml-file.ts';
import type { Context } from '#lib/services/context.ts';
import { KillSwitches } from '#lib/services/gateway/kill-switches.ts';
import { readRouterState } from '#lib/services/gateway/read-router-state.ts';
import { Router } from '#lib/services/gateway/router.ts';
import { pushKillSwitches } from '#lib/services/rollout/push-kill-switches.ts';
import { OutageLog } from './outage-log.ts';

/** What has changed is known after so long, and the time of one statement. */
const POLL_MS = 250;

/** The router of this process; it knows the configuration until it has read more. */
export function buildRouter(ctx: Pick<Context, 'env' | 'config' | 'models' | 'clock' | 'fastLane'>): Router {
  const { env, config, models, clock, fastLane } = ctx;
  return new Router({
    names: { configuredModel: config.modelVersion.current_model, listed: models.names },
    kills: new KillSwitches(killSwitchFile(env.dataDir, clock.nowMs)),
    elapsedMs: clock.elapsedMs,
    read: (known) => readRouterState(fastLane, known),
  });
}

/** Reads what is to be known before the first request comes. Throws ConfigurationError for a default prompt that isn't there. */
export async function startRouter({ router, config }: Pick<Context, 'router' | 'config'>): Promise<void> {
  await Promise.all([router.kills.readFile(), router.refresh()]);
  const { prompt } = config.modelVersion;
  const isMissing = prompt !== null && router.state !== null && !router.current.prompts.has(prompt);
  if (isMissing)
    throw new ConfigurationError([
      `model_version.yaml: prompt: expected a prompt with an alias prod, "${prompt}" has none`,
    ]);
}

/** Keeps the router's knowledge fresh until the signal aborts: the database's, and that of the switches' file, which goes into the database. */
export async function keepRouter(
  ctx: Pick<Context, 'router' | 'log' | 'sleep' | 'fastLane' | 'clock' | 'newId'>,
  signal: AbortSignal,
): Promise<void> {
  const outages = new OutageLog(ctx.log, "the router's state");
  const poll = () =>
    ctx.router
      .poll()
      .then(() => pushKillSwitches(ctx))
      .then(
        () => outages.succeeded(),
        (error: unknown) => outages.failed(error),
      );
  // The file must not wait for a database that hangs.
  await Promise.all([repeat(ctx, poll, signal), repeat(ctx, () => ctx.router.kills.readFile(), signal)]);
}

async function repeat(
  ctx: Pick<Context, 'sleep'>,
  action: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await action();
    await ctx.sleep(POLL_MS, signal).catch(() => undefined);
  }
}
