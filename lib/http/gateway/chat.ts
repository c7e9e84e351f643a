import { chatRequestSchema, type ChatRequest, type ChatResponse } from '#lib/contracts/chat.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { promptMessages } from '#lib/domain/prompts/prompt-template.ts';
import { parseTraceparent } from '#lib/domain/trace/trace-context.ts';
import { callModel } from '#lib/services/gateway/call-model.ts';
import type { Exchange, ExchangeInput } from '#lib/services/gateway/exchange.ts';
import { routeRequest, type RoutedRequest } from '#lib/services/gateway/route-request.ts';
import type { StreamPart } from '#lib/services/gateway/stream-answer.ts';
import { readJsonBody } from '../body.ts';
import { ProblemError, problemOf, validationProblem } from '../problem.ts';
import type { GatewayCall, GatewayReply } from './gateway-call.ts';
import {
  failureProblem,
  forwardedHeaders,
  headersOfSide,
  replyHeaders,
  STREAM_HEADERS,
} from './upstream-reply.ts';

/** `POST /chat`: one prompt in, one answer out, as JSON or as server-sent events. */
export async function answerChat(call: GatewayCall): Promise<GatewayReply> {
  const { ctx, request } = call;
  const { value } = await readJsonBody(request, ctx.maxBodyBytes);
  const body = chatRequestSchema.safeParse(value);
  if (!body.success) throw validationProblem(body.error, 'the body');
  const input = exchangeOf(call, body.data);
  const result = await callModel(ctx, input);
  const sideHeaders = headersOfSide(input.side);
  switch (result.kind) {
    case 'failure':
      throw failureProblem(result.failure, result.row.id, sideHeaders);
    case 'refusal':
      return {
        status: result.status,
        headers: { ...replyHeaders(result.headers, result.row.id), ...sideHeaders },
        body: result.body,
      };
    case 'answer':
      if (result.row.status !== 'ok') {
        throw new ProblemError(502, result.row.error ?? 'no answer', {
          headers: { 'x-lrg-id': result.row.id, ...sideHeaders },
        });
      }
      // Not every model server streams; who asked for events gets them all the same.
      if (body.data.stream === true) return wholeAsEvents(result.row, sideHeaders);
      return {
        status: 200,
        headers: { 'content-type': 'application/json', 'x-lrg-id': result.row.id, ...sideHeaders },
        body: JSON.stringify(chatResponseOf(result.row)),
      };
    case 'stream':
      return {
        status: 200,
        headers: { ...STREAM_HEADERS, 'x-lrg-id': result.exchange.id, ...sideHeaders },
        body: chatEvents(result.parts, result.exchange),
        signal: result.signal,
      };
  }
}

function exchangeOf(call: GatewayCall, body: ChatRequest): ExchangeInput {
  const { ctx, request, principal } = call;
  const promptName = body.prompt_name ?? ctx.config.modelVersion.prompt;
  const { user_id: userId = null, session_id: sessionId = null } = body;
  const routed = routeRequest(ctx, { model: body.model_version, promptName, sessionId, userId });
  if (promptName !== null && routed.prompt === null) throw unknownPrompt(body, promptName);
  const { route, prompt, side, identity } = routed;
  const parameters = prompt?.template.parameters ?? {};
  const isStreamed = body.stream === true;
  return {
    surface: 'chat',
    promptText: body.prompt,
    ...{ route, side, identity },
    body: JSON.stringify({
      ...parameters,
      model: route.model,
      messages: promptMessages(prompt?.template ?? null, body.prompt),
      ...(isStreamed ? { stream: true, stream_options: { include_usage: true } } : {}),
    }),
    headers: forwardedHeaders(request),
    isStreamed,
    hidesUsage: true,
    requestParameters: Object.keys(parameters).length > 0 ? parameters : null,
    promptVersion: versionOf(ctx, routed),
    ...{ userId, sessionId },
    useCase: body.use_case ?? null,
    metadata: body.metadata ?? null,
    apiKeyId: principal.kind === 'apiKey' ? principal.id : null,
    trace: parseTraceparent(request.headers.get('traceparent')),
    signal: request.signal,
  };
}

/** What was rendered; without a prompt what the configuration says of the callers' own. */
function versionOf({ config }: GatewayCall['ctx'], { prompt }: RoutedRequest): string | null {
  return prompt?.version ?? config.modelVersion.prompt_template_version ?? null;
}

function unknownPrompt(body: ChatRequest, name: string): ProblemError {
  const message = `there is no prompt ${name} with an alias prod`;
  // The default is not the caller's fault.
  if (!body.prompt_name) return new ProblemError(503, `${message}, which model_version.yaml names`);
  return new ProblemError(422, 'the body has 1 error', { errors: [{ path: 'prompt_name', message }] });
}

function chatResponseOf(row: ChatLogRow): ChatResponse {
  const { input_tokens, cached_input_tokens, output_tokens } = row;
  return {
    id: row.id,
    response: row.response ?? '',
    model_version: row.model_version,
    prompt_version: row.prompt_version,
    latency_ms: row.latency_ms,
    usage:
      input_tokens === null || cached_input_tokens === null || output_tokens === null
        ? null
        : { input_tokens, cached_input_tokens, output_tokens },
    cost_usd: row.cost_usd,
  };
}

/** `{"type":"delta","text":…}` events, then one `done` with the members of the plain answer, or one `error`. */
async function* chatEvents(parts: AsyncIterable<StreamPart>, exchange: Exchange): AsyncGenerator<Uint8Array> {
  let isDone = false;
  for await (const part of parts) {
    if (part.delta !== '') yield event({ type: 'delta', text: part.delta });
    // The model says when it is done; its server may keep the connection open for longer.
    if (!isDone && exchange.row?.status === 'ok') {
      isDone = true;
      yield event({ type: 'done', ...chatResponseOf(exchange.row) });
    }
  }
  const { row } = exchange;
  if (isDone) return;
  if (row?.status === 'ok') yield event({ type: 'done', ...chatResponseOf(row) });
  else if (row?.error) yield event(errorEvent(row.error));
}

function wholeAsEvents(row: ChatLogRow, sideHeaders: Readonly<Record<string, string>>): GatewayReply {
  const answer = chatResponseOf(row);
  const events = [event({ type: 'delta', text: answer.response }), event({ type: 'done', ...answer })];
  return {
    status: 200,
    headers: { ...STREAM_HEADERS, 'x-lrg-id': row.id, ...sideHeaders },
    body: Buffer.concat(events),
  };
}

function errorEvent(detail: string): Record<string, unknown> {
  return { ...problemOf(new ProblemError(502, detail)), type: 'error' };
}

const encoder = new TextEncoder();
function event(data: Record<string, unknown>): Uint8Array {
  return encoder.encode(`data: ${JSON.stringify(data)}\n\n`);
}
