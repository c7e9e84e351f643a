import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { getApplication } from '#lib/composition/running.ts';
import { gatewayListener } from '#lib/http/gateway/node-mount.ts';

/*
 * The application without its pages, as a process of its own that a test may kill. Besides the gateway it answers
 * GET /stored with what the database holds.
 */
const { ctx } = await getApplication(resolve(import.meta.dirname, '../..'));
const handleByGateway = gatewayListener(ctx, true);

const server = createServer((request, response) => {
  if (request.url !== '/stored') handleByGateway(request, response);
  else void stored().then((body) => response.end(JSON.stringify(body)));
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit(0));

async function stored() {
  const logs = await ctx.prisma.chatLog.findMany({ select: { id: true, isSampled: true } });
  const evals = await ctx.prisma.shadowEval.findMany({ select: { chatLogId: true, delta: true } });
  return { logs, evals };
}
