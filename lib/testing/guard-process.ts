import { resolve } from 'node:path';
import { getApplication } from '#lib/composition/running.ts';
import { gatewayListener } from '#lib/http/gateway/node-mount.ts';
import { createHttpServer } from '../../server/http-server.ts';
import { stopGracefully } from '../../server/shutdown.ts';

/*
 * The application without its pages, as a process of its own that a test may stop or kill. Besides the gateway it answers
 * GET /stored with what the database holds. GUARD_REQUEST_MS bounds the time that a request may take to come.
 */
const application = await getApplication(resolve(import.meta.dirname, '../..'));
const { ctx } = application;
const handleByGateway = gatewayListener(ctx, true);
const requestTimeoutMs = Number(process.env.GUARD_REQUEST_MS ?? 60_000);

const server = createHttpServer(
  (request, response) => {
    if (request.url !== '/stored') handleByGateway(request, response);
    else void stored().then((body) => response.end(JSON.stringify(body)));
  },
  { headersTimeoutMs: requestTimeoutMs, requestTimeoutMs, checkIntervalMs: 50 },
);
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
stopGracefully(server, application);

async function stored() {
  const logs = await ctx.prisma.chatLog.findMany({
    select: { id: true, isSampled: true, status: true, response: true },
  });
  const evals = await ctx.prisma.shadowEval.findMany({ select: { chatLogId: true, delta: true } });
  return { logs, evals };
}
