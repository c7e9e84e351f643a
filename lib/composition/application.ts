import { createInngest } from '#inngest/client.ts';
import { jobDefinitions } from '#inngest/definitions.ts';
import { embeddedJobs, relayJobs } from '#inngest/embedded.ts';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyRing } from '#lib/adapters/auth/key-ring.ts';
import { readOrMakeSecret } from '#lib/adapters/auth/secret-file.ts';
import { createIdSource, md5Hex, randomHex, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { openDatabase } from '#lib/adapters/db/database.ts';
import { isUnavailable } from '#lib/adapters/db/is-unavailable.ts';
import { createGateTools } from '#lib/adapters/gate/gate-tools.ts';
import { Journal } from '#lib/adapters/journal/journal.ts';
import { createChatModels } from '#lib/adapters/llm/chat-models.ts';
import { createLogger } from '#lib/adapters/log/logger.ts';
import type { Environment } from '#lib/config/environment.ts';
import { readConfigFiles } from '#lib/config/files.ts';
import { readPromptFiles } from '#lib/config/prompt-file.ts';
import type { ApiContext } from '#lib/http/define-route.ts';
import type { GatewayHttpContext } from '#lib/http/gateway/gateway-call.ts';
import { bootstrapAccess } from '#lib/services/bootstrap-access.ts';
import type { Context } from '#lib/services/context.ts';
import { drainJournal } from '#lib/services/drain-journal.ts';
import { Ledger } from '#lib/services/gateway/ledger.ts';
import { resolvePrompt } from '#lib/services/prompts/resolve-prompt.ts';
import { storedPrompts } from '#lib/services/prompts/stored-prompt.ts';
import { registerPromptFiles } from '#lib/services/prompts/register-prompt-files.ts';
import { storeFeedback } from '#lib/services/feedback/store-feedback.ts';
import { receiveSpans } from '#lib/services/traces/receive-spans.ts';
import { getMetrics } from '#lib/services/get-metrics.ts';
import { buildAccess } from './access.ts';
import { buildAlerts } from './alerts.ts';
import { buildJobs } from './jobs.ts';
import { buildModels } from './models.ts';
import { buildPrivacy } from './privacy.ts';
import { keepRollouts } from './rollout-loop.ts';
import { keepRollups } from './rollup-loop.ts';
import { buildRouter, keepRouter, startRouter } from './router-loop.ts';
import { createRunWorkshop } from './run-workshop.ts';
import { keepShadowProcess } from './shadow-loop.ts';
import { sleep } from './sleep.ts';

type AppContext = Context & ApiContext & GatewayHttpContext & ReturnType<typeof buildAccess>;

/** The running application: one a process. */
export interface Application {
  ctx: AppContext;
  databaseKind: 'embedded' | 'postgres';
  migrations: readonly string[];
  /** Token of a one-time sign-in link, while nobody has a password. */
  signInToken: string | null;
  stop: () => Promise<void>;
}

const KEY_REFRESH_MS = 5_000;

/**
 * Builds and starts everything behind the HTTP surface: configuration, database with its migrations, journal, models,
 * access, background jobs. Throws with a message for people when something of it can't be.
 *
 * @param rootDir the package's folder
 */
export async function startApplication(env: Environment, rootDir: string): Promise<Application> {
  const config = readConfigFiles(env.configDir, join(rootDir, 'config'));
  const promptFiles = readPromptFiles(env.configDir);
  const log = createLogger(env.logLevel);
  const clock = { nowMs: () => Date.now(), elapsedMs: () => performance.now() };
  const database = await openDatabase({
    url: env.databaseUrl,
    dataDir: env.dataDir,
    migrationsDir: join(rootDir, 'prisma/migrations'),
    workerFile: join(rootDir, 'lib/adapters/db/embedded/worker.ts'),
    onConnectionLoss: (err) => log.warn({ err }, 'a database connection was lost'),
  });
  const { applied } = await database.prepare();
  const models = await buildModels(env, config, rootDir);
  const { engine, queue } = buildJobs({
    pool: database.pool,
    isEmbedded: database.kind === 'embedded',
    env,
    config,
    log,
    clock,
  });
  const journal = new Journal({
    dir: join(env.dataDir, 'journal'),
    onError: (err) => log.error({ err }, 'the journal can not be synced to disk'),
  });
  const { fastLane } = database;
  const router = buildRouter({ env, config, models, clock, fastLane });
  const base: Context = {
    env,
    config,
    models,
    journal,
    log,
    clock,
    md5Hex,
    ledger: new Ledger(),
    newId: createIdSource(),
    prisma: database.prisma,
    pool: database.pool,
    fastLane,
    router,
    keys: new KeyRing(database.prisma),
    chatModels: createChatModels(clock.elapsedMs, env.jobConcurrency * 2),
    jobs: queue,
    random: { hex: randomHex },
    privacy: buildPrivacy(config.privacy, env.secret ?? readOrMakeSecret(env.dataDir), clock.elapsedMs),
    runs: createRunWorkshop({
      ...{ env, config, models, clock, rootDir },
      readPrompt: (name) =>
        resolvePrompt(name, {
          configDir: env.configDir,
          sha256Hex,
          findStored: storedPrompts(database.pool),
        }),
      baseDir: rootDir,
      onModelDownload: ({ file, share }) => log.debug({ file, share }, 'downloading an embedding model'),
    }),
    gate: createGateTools(join(rootDir, 'lib/adapters/gate/worker.ts')),
    alerts: buildAlerts(env, config, clock),
    sleep,
    sha256Hex,
    isDatabaseAway: isUnavailable,
  };
  const ctx: AppContext = {
    ...base,
    ...buildAccess(base),
    maxBodyBytes: env.maxBodyBytes,
    metrics: () => getMetrics(base),
    storeFeedback: (feedback) => storeFeedback(base, feedback),
    receiveSpans: (spans) => receiveSpans(base, spans),
  };
  const signInToken = await bootstrapAccess(ctx);
  await ctx.keys.refresh();
  const newPrompts = await registerPromptFiles(ctx, promptFiles);
  if (newPrompts.length > 0) log.info({ versions: newPrompts }, 'prompts were added from the configuration');
  await startRouter(ctx);
  const definitions = jobDefinitions(config);
  await engine.start(
    env.usesInngest ? relayJobs(createInngest(env, log), definitions) : embeddedJobs(ctx, definitions),
  );
  const stopBackground = startBackground(ctx);
  return {
    ctx,
    databaseKind: database.kind,
    migrations: applied,
    signInToken,
    stop: async () => {
      await stopBackground();
      await engine.stop();
      await journal.close();
      await ctx.chatModels.close();
      await models.close();
      await database.close();
    },
  };
}

/** Moves the journal into the database and keeps the keys fresh, until stopped. */
function startBackground(ctx: AppContext): () => Promise<void> {
  const stopping = new AbortController();
  const rejectedFile = join(ctx.env.dataDir, 'rejected-chat-logs.jsonl');
  const drained = drainJournal(
    { ...ctx, sleep, keepRejected: (rejected) => appendFile(rejectedFile, `${JSON.stringify(rejected)}\n`) },
    stopping.signal,
  );
  const rollups = keepRollups(ctx, stopping.signal);
  const rollouts = keepRollouts(ctx, stopping.signal);
  const routing = keepRouter(ctx, stopping.signal);
  const shadow = keepShadowProcess(ctx, stopping.signal);
  const refresh = setInterval(() => {
    ctx.keys.refresh().catch((err: unknown) => ctx.log.debug({ err }, 'API keys could not be refreshed'));
  }, KEY_REFRESH_MS);
  refresh.unref();
  return async () => {
    clearInterval(refresh);
    stopping.abort();
    await Promise.all([drained, rollups, rollouts, routing, shadow]);
  };
}
