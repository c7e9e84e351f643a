import { z } from 'zod';
import { isRecord } from '#lib/domain/completion/usage.ts';
import { parseTraceparent } from '#lib/domain/trace/trace-context.ts';
import { callModel } from '#lib/services/gateway/call-model.ts';
import type { ExchangeInput } from '#lib/services/gateway/exchange.ts';
import { routeRequest } from '#lib/services/gateway/route-request.ts';
import type { StreamPart } from '#lib/services/gateway/stream-answer.ts';
import { readJsonBody } from '../body.ts';
import { validationProblem } from '../problem.ts';
import type { GatewayCall, GatewayReply } from './gateway-call.ts';
import { rewriteTopLevel } from './rewrite-json.ts';
import {
  failureProblem,
  forwardedHeaders,
  headersOfSide,
  replyHeaders,
  STREAM_HEADERS,
} from './upstream-reply.ts';

/** What the gateway reads of a request; everything else passes through untouched. */
const readSchema = z.looseObject({
  model: z.string().min(1).max(256).nullish(),
  messages: z.array(z.looseObject({ role: z.string() })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  user: z.string().max(256).nullish(),
});

/** `POST /v1/chat/completions`: OpenAI's own surface, forwarded byte for byte wherever nothing must change. */
export async function answerCompletions(call: GatewayCall): Promise<GatewayReply> {
  const { ctx, request } = call;
  const { text, value } = await readJsonBody(request, ctx.maxBodyBytes);
  const body = readSchema.safeParse(value);
  if (!body.success) throw validationProblem(body.error, 'the body');
  const input = exchangeOf(call, { text, value, read: body.data });
  const result = await callModel(ctx, input);
  const sideHeaders = headersOfSide(input.side);
  switch (result.kind) {
    case 'failure':
      throw failureProblem(result.failure, result.row.id, sideHeaders);
    case 'answer':
    case 'refusal':
      return {
        status: result.status,
        headers: { ...replyHeaders(result.headers, result.row.id), ...sideHeaders },
        body: result.body,
      };
    case 'stream':
      return {
        status: 200,
        headers: { ...replyHeaders(result.headers, result.exchange.id), ...STREAM_HEADERS, ...sideHeaders },
        body: bytesOf(result.parts),
        signal: result.signal,
      };
  }
}

interface ParsedBody {
  text: string;
  value: unknown;
  read: z.infer<typeof readSchema>;
}

function exchangeOf(
  { ctx, request, principal }: GatewayCall,
  { text, value, read: body }: ParsedBody,
): ExchangeInput {
  const userId = body.user ?? request.headers.get('x-user-id');
  const sessionId = request.headers.get('x-session-id');
  const asked = { model: body.model, promptName: null, sessionId, userId };
  const { route, side, identity } = routeRequest(ctx, asked);
  const isStreamed = body.stream === true;
  const addsUsage = isStreamed && body.stream_options?.include_usage !== true;
  const changes = {
    ...(body.model === route.model ? {} : { model: route.model }),
    ...(addsUsage ? { stream_options: { ...body.stream_options, include_usage: true } } : {}),
  };
  // Schemas put the keys they know first; what is hashed and stored keeps the caller's order.
  const { model, messages, stream, stream_options: streamOptions, ...parameters } = value as typeof body;
  const metadata = isRecord(body.metadata) ? body.metadata : null;
  return {
    surface: 'v1',
    promptText: JSON.stringify(messages),
    ...{ route, side, identity },
    body: rewriteTopLevel(text, changes),
    headers: forwardedHeaders(request),
    isStreamed,
    hidesUsage: addsUsage,
    requestParameters: parameters,
    promptVersion: null,
    userId,
    sessionId,
    useCase: request.headers.get('x-use-case'),
    metadata,
    apiKeyId: principal.kind === 'apiKey' ? principal.id : null,
    trace: parseTraceparent(request.headers.get('traceparent')),
    signal: request.signal,
  };
}

async function* bytesOf(parts: AsyncIterable<StreamPart>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) yield part.bytes;
}
