import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { onTestFinished } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import type { Principal, Scope } from '#lib/domain/access/scopes.ts';
import { Admission } from '#lib/http/access/admission.ts';
import type { ApiContext } from '#lib/http/define-route.ts';
import { recordingLog, type LogEntry } from './recording-log.ts';
import { testConfig } from './test-config.ts';
import type { TestDatabase } from './test-database.ts';
import { testGateTools } from './test-gate.ts';

type Handler = (request: Request, next: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Route handlers by what they answer, such as `GET /api/runs/{id}`. */
export type TestRoutes = Readonly<Record<string, Handler>>;

/** Keys of machines and cookies of people, by what they may do. */
export const CREDENTIALS = {
  ci: { authorization: 'Bearer lrg_ci' },
  reader: { authorization: 'Bearer lrg_reader' },
  chat: { authorization: 'Bearer lrg_chat' },
  admin: { authorization: 'Bearer lrg_admin' },
  viewer: { cookie: 'viewer' },
  editor: { cookie: 'editor' },
} as const;

const SCOPES: Record<string, readonly Scope[]> = {
  lrg_ci: ['ci:write', 'read'],
  lrg_reader: ['read'],
  lrg_chat: ['chat:write'],
  lrg_admin: ['admin'],
};
const PEOPLE: Record<string, Principal> = {
  viewer: { kind: 'user', id: 'vic', name: 'Vic', role: 'viewer', scopes: ['read'] },
  editor: {
    kind: 'user',
    id: 'eda',
    name: 'Eda',
    role: 'editor',
    scopes: ['read', 'chat:write', 'ci:write'],
  },
};

/** What the routes get instead of the running application's context. */
export function testApiContext(
  db: TestDatabase,
  nowMs: () => number,
): ApiContext & { log: { entries: LogEntry[] } } {
  return {
    pool: db.pool,
    prisma: db.prisma,
    log: recordingLog(),
    clock: { nowMs, elapsedMs: () => performance.now() },
    newId: createIdSource(),
    sha256Hex,
    gate: testGateTools(),
    config: testConfig('http://127.0.0.1:9/v1'),
    env: { publicUrl: null, host: '127.0.0.1', port: 3000 },
    apiAdmission: new Admission({ perMinute: 0, maxInFlight: 0 }, () => 0),
    access: {
      keys: {
        find: (key: string) => {
          const scopes = SCOPES[key];
          return scopes ? { id: key, name: key, scopes } : null;
        },
      },
      sessionOf: ({ headers }: { headers: { get: (name: string) => string | null } }) =>
        Promise.resolve(PEOPLE[headers.get('cookie') ?? ''] ?? null),
      now: () => new Date(nowMs()),
      webhookSecret: null,
    },
    // What else a context holds isn't for these routes.
  } as unknown as ApiContext & { log: { entries: LogEntry[] } };
}

/** Serves routes over HTTP until the test ends; returns the address. */
export async function serveRoutes(routes: TestRoutes): Promise<string> {
  const listener = getRequestListener((request) => dispatch(routes, request), {
    overrideGlobalObjects: false,
  });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Finds the route as Next does: a fixed part goes before a placeholder. */
async function dispatch(routes: TestRoutes, request: Request): Promise<Response> {
  const asked = new URL(request.url).pathname.split('/');
  const found = Object.entries(routes)
    .map(([name, handler]) => ({ handler, name, params: match(name, request.method, asked) }))
    .filter((route) => route.params !== null)
    .sort((a, b) => Object.keys(a.params ?? {}).length - Object.keys(b.params ?? {}).length)[0];
  if (!found) return new Response('no such route', { status: 404 });
  return found.handler(request, { params: Promise.resolve(found.params ?? {}) });
}

function match(name: string, method: string, asked: readonly string[]): Record<string, string> | null {
  const [routeMethod, path = ''] = name.split(' ');
  const parts = path.split('/');
  if (routeMethod !== method || parts.length !== asked.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const value = decodeURIComponent(asked[i] ?? '');
    const placeholder = /^\{(\w+)\}$/.exec(part)?.[1];
    if (placeholder !== undefined) params[placeholder] = value;
    else if (part !== value) return null;
  }
  return params;
}
