import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import next from 'next';
import { getApplication } from '#lib/composition/running.ts';
import { readEnvironment, type Environment } from '#lib/config/environment.ts';
import { health, ready } from '#lib/http/health.ts';
import { isDecodable, malformedPath } from '#lib/http/malformed-path.ts';
import { isGatewayPath } from '#lib/http/gateway/gateway.ts';
import { gatewayListener } from '#lib/http/gateway/node-mount.ts';
import { addressProblem } from './address-problem.ts';
import { greet } from './greeting.ts';
import { createHttpServer } from './http-server.ts';
import { dataFolderProblem, databaseProblem } from './start-problem.ts';
import { stopGracefully } from './shutdown.ts';
import { staticAssets } from './static-assets.ts';

/*
 * The whole application in one process: the gateway's paths are answered here, before Next sees them (that is several
 * times the throughput of a Next route handler); everything else is Next's.
 */
const isDevelopment = process.argv.includes('--dev');
const WITHOUT_SIDE_EFFECTS = { overrideGlobalObjects: false };
const rootDir = resolve(import.meta.dirname, '..');
/** Errors whose message is written for people. */
const EXPECTED = new Set(['EnvironmentError', 'ConfigurationError', 'DataFolderInUseError']);

let env: Environment | null = null;
try {
  env = readEnvironment();
  await serve(env);
} catch (error) {
  process.stderr.write(`\n${forPeople(error, env) ?? describe(error)}\n\n`);
  process.exit(1);
}

async function serve(env: Environment): Promise<void> {
  const application = await getApplication(rootDir);
  const { ctx } = application;
  const app = next({ dev: isDevelopment, dir: rootDir, hostname: env.host, port: env.port });
  await app.prepare();
  const handleByNext = app.getRequestHandler();

  const handleByGateway = gatewayListener(ctx, env.isLoopbackHost);
  const hasAnsweredAsset = isDevelopment ? () => false : staticAssets(join(rootDir, '.next/static'));
  const handleHealth = getRequestListener(() => health(), WITHOUT_SIDE_EFFECTS);
  const handleReady = getRequestListener(
    (request) => ready(ctx, request, env.isLoopbackHost),
    WITHOUT_SIDE_EFFECTS,
  );
  const handleMalformed = getRequestListener(malformedPath, WITHOUT_SIDE_EFFECTS);

  const server = createHttpServer((request: IncomingMessage, response: ServerResponse) => {
    const path = request.url?.split('?', 1)[0] ?? '/';
    if (isGatewayPath(path)) handleByGateway(request, response);
    else if (path === '/health') void handleHealth(request, response);
    else if (path === '/ready') void handleReady(request, response);
    else if (!isDecodable(path)) void handleMalformed(request, response);
    else if (!hasAnsweredAsset(request, response)) {
      // Server components can't see the address; the sign-in page leads back to it.
      request.headers['x-lrg-asked-for'] = request.url ?? '/';
      void handleByNext(request, response);
    }
  });
  server.on('upgrade', (request, socket, head) => void app.getUpgradeHandler()(request, socket, head));
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(env.port, env.host, done);
  });
  greet(application, server, isDevelopment);
  stopGracefully(server, application);
  process.send?.('ready');
}

/** What whoever starts the server can do about it; null for errors of ours, whose stack is needed. */
function forPeople(error: unknown, read: Environment | null): string | null {
  if (error instanceof Error && EXPECTED.has(error.name)) return error.message;
  if (read === null) return null;
  const { databaseUrl, dataDir } = read;
  return addressProblem(error) ?? databaseProblem(error, databaseUrl) ?? dataFolderProblem(error, dataDir);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
