import { bodyOf } from '../body.ts';
import { isStreamBody, type GatewayHttpContext, type GatewayReply } from './gateway-call.ts';
import { handleGateway } from './gateway.ts';

/** The gateway as a Web-standard function, for hosts that run Next without this application's own server. */
export async function answerWebRequest(ctx: GatewayHttpContext, request: Request): Promise<Response> {
  const { method, signal, url } = request;
  const source = { ...bodyOf(request), method, signal, pathname: new URL(url).pathname };
  // Which address such a host listens on is unknown here, so nobody counts as local.
  const { status, headers, body } = await handleGateway(ctx, source, false);
  return new Response(isStreamBody(body) ? streamOf(body) : bytesOf(body), { status, headers });
}

/** The body in memory of its own, as the standard's types ask for. */
function bytesOf(body: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? body : Uint8Array.from(body);
}

/**
 * The source is started at once, so that its own clean-up runs even when nobody ever reads: it ends by itself when the
 * caller goes away.
 */
function streamOf(source: Exclude<GatewayReply['body'], string | Uint8Array>): ReadableStream<Uint8Array> {
  let first: Promise<IteratorResult<Uint8Array>> | null = source.next();
  first.catch(() => undefined); // reported by the pull that awaits it
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const step = await (first ?? source.next());
      first = null;
      if (step.done) controller.close();
      else controller.enqueue(step.value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}
