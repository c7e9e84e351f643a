import { getRequestListener } from '@hono/node-server';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { KnownKey } from '#lib/adapters/auth/key-ring.ts';
import { createIdSource, md5Hex } from '#lib/adapters/crypto/digest.ts';
import { Journal } from '#lib/adapters/journal/journal.ts';
import { createModelDirectory } from '#lib/adapters/upstream/model-directory.ts';
import { buildPrivacy } from '#lib/composition/privacy.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { Admission, type AdmissionLimits } from '#lib/http/access/admission.ts';
import type { GatewayHttpContext } from '#lib/http/gateway/gateway-call.ts';
import { gatewayListener } from '#lib/http/gateway/node-mount.ts';
import { answerWebRequest } from '#lib/http/gateway/web-mount.ts';
import { getMetrics } from '#lib/services/get-metrics.ts';
import { Ledger } from '#lib/services/gateway/ledger.ts';
import { eventually } from './eventually.ts';
import { startFakeUpstream, type FakeUpstream } from './fake-upstream.ts';
import { open, send, type ClientOptions, type OpenRequest, type Reply } from './http-client.ts';
import { recordingLog, type LogEntry } from './recording-log.ts';
import { testConfig, UPSTREAM_KEY, type ConfigChanges } from './test-config.ts';
import { TestRouter, type RouterView } from './test-router.ts';

export interface TestGatewayOptions extends ConfigChanges {
  /** How it is mounted: on node:http as in server/main.ts (the default), or as a Web-standard function. */
  mount?: 'node' | 'web';
  /** Whether the server listens for this machine alone; true. */
  isLoopbackHost?: boolean;
  /** Valid API keys. */
  keys?: Readonly<Record<string, KnownKey>>;
  /** Who is signed in with these cookies. */
  sessionOf?: (cookies: string) => Principal | null;
  limits?: Partial<AdmissionLimits>;
  /** The clock of the limits. */
  elapsedMs?: () => number;
  maxBodyBytes?: number;
  journal?: GatewayHttpContext['journal'];
  storeFeedback?: GatewayHttpContext['storeFeedback'];
  receiveSpans?: GatewayHttpContext['receiveSpans'];
  /** What decides about routes; a TestRouter without any rollout. */
  router?: RouterView;
  /** How to wait between attempts; by default no time passes. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The real gateway in front of a fake model server. */
export interface TestGateway {
  url: string;
  upstream: FakeUpstream;
  ledger: Ledger;
  /** What decides about routes, unless the test brought its own. */
  router: TestRouter;
  logged: readonly LogEntry[];
  /** What was to be waited between attempts, in milliseconds. */
  waits: readonly number[];
  keys: Map<string, KnownKey>;
  send: (path: string, body?: unknown, options?: ClientOptions) => Promise<Reply>;
  open: (path: string, body?: unknown, options?: ClientOptions) => OpenRequest;
  /** The rows of the journal, once there are as many as expected; fails when there are more. */
  rows: (expected: number) => Promise<ChatLogRow[]>;
  /** The one row. */
  row: () => Promise<ChatLogRow>;
}

/** Starts a gateway that ends with the test that started it. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const upstream = await startFakeUpstream();
  const dir = mkdtempSync(join(tmpdir(), 'lrg-gateway-'));
  const log = recordingLog();
  const journal = new Journal({ dir, onError: (err) => log.error({ err }, 'journal') });
  const waits: number[] = [];
  const config = testConfig(upstream.baseUrl, options);
  const models = createModelDirectory({
    models: config.models,
    variable: (name) => (name === 'FAKE_KEY' ? UPSTREAM_KEY : null),
    simulatorBaseUrl: null,
    sleep: (ms, signal) => {
      waits.push(ms);
      return options.sleep?.(ms, signal) ?? Promise.resolve();
    },
  });
  const ledger = new Ledger();
  const router = new TestRouter(config.modelVersion.current_model, models.names);
  const routerView = options.router ?? router;
  const keys = new Map(Object.entries(options.keys ?? {}));
  const elapsedMs = () => performance.now();
  const ctx: GatewayHttpContext = {
    config,
    models,
    journal: options.journal ?? journal,
    ledger,
    log,
    md5Hex,
    newId: createIdSource(),
    clock: { nowMs: () => Date.now(), elapsedMs },
    privacy: buildPrivacy(config.privacy, 'secret of the test', elapsedMs),
    router: routerView,
    access: {
      keys: { find: (key) => keys.get(key) ?? null },
      sessionOf: (request) =>
        Promise.resolve(options.sessionOf?.(request.headers.get('cookie') ?? '') ?? null),
      now: () => new Date(),
      webhookSecret: null,
    },
    admission: new Admission(
      { perMinute: 0, maxInFlight: 0, ...options.limits },
      options.elapsedMs ?? elapsedMs,
    ),
    maxBodyBytes: options.maxBodyBytes ?? 1024 * 1024,
    storeFeedback: options.storeFeedback ?? (() => Promise.reject(new Error('no database'))),
    receiveSpans: options.receiveSpans ?? (() => Promise.reject(new Error('no database'))),
    metrics: () =>
      getMetrics({
        ...{ ledger, journal, router: routerView },
        jobs: { counts: () => Promise.reject(new Error('no database')) },
      }),
  };

  const server = createServer(listenerOf(ctx, options));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await upstream.close();
    await models.close();
    await journal.close();
    rmSync(dir, { recursive: true });
  });

  const rows = (expected: number) =>
    eventually(() => {
      const found = readRows(dir);
      expect(found).toHaveLength(expected);
      return found;
    });
  return {
    url,
    upstream,
    ledger,
    router,
    logged: log.entries,
    waits,
    keys,
    send: (path, body, more) => send(url + path, { body, ...more }),
    open: (path, body, more) => open(url + path, { body, ...more }),
    rows,
    row: async () => {
      const [row] = await rows(1);
      if (!row) throw new Error('there is no row');
      return row;
    },
  };
}

function listenerOf(ctx: GatewayHttpContext, options: TestGatewayOptions): RequestListener {
  if (options.mount !== 'web') return gatewayListener(ctx, options.isLoopbackHost ?? true);
  const listener = getRequestListener((request) => answerWebRequest(ctx, request), {
    overrideGlobalObjects: false,
  });
  return (incoming, outgoing) => void listener(incoming, outgoing);
}

function readRows(dir: string): ChatLogRow[] {
  return readdirSync(dir)
    .sort()
    .flatMap((name) => readFileSync(join(dir, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ChatLogRow);
}
