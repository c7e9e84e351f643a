import { failureOf, UpstreamFailure } from '#lib/domain/completion/upstream-failure.ts';
import type { UpstreamResponse } from '#lib/adapters/upstream/upstream-client.ts';
import { readUpTo } from '#lib/domain/bytes.ts';
import { readCompletion } from '#lib/domain/completion/completion.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { Exchange, type ExchangeInput } from './exchange.ts';
import type { GatewayContext } from './gateway-context.ts';
import { openCall } from './open-call.ts';
import { streamAnswer, type StreamPart } from './stream-answer.ts';

type ResponseHeaders = UpstreamResponse['headers'];

/** What became of a model call. Every kind but `stream` has its row written; a stream writes it before its last byte. */
export type ModelCall =
  | { kind: 'answer'; status: number; headers: ResponseHeaders; body: Buffer; row: ChatLogRow }
  | {
      kind: 'stream';
      exchange: Exchange;
      headers: ResponseHeaders;
      parts: AsyncIterable<StreamPart>;
      signal: AbortSignal;
    }
  | { kind: 'refusal'; status: number; headers: ResponseHeaders; body: Buffer; row: ChatLogRow }
  | { kind: 'failure'; failure: UpstreamFailure; row: ChatLogRow };

const MAX_LOGGED_ERROR = 4_000;
/** No model says as much; a server that sends more is broken or hostile, and would take this process's memory. */
const MAX_ANSWER_MIB = 64;
/** What is passed on of a refusal. */
const MAX_REFUSAL_MIB = 1;
const MIB = 1024 * 1024;
/** Statuses that forbid a body: no answer to a chat, and not to be passed on as one. */
const BODILESS = new Set([204, 205, 304]);

/** Calls the model, streaming or not, and sees to it that the exchange is logged however it ends. */
export async function callModel(ctx: GatewayContext, input: ExchangeInput): Promise<ModelCall> {
  const exchange = new Exchange(ctx, input);
  const call = openCall(input);
  let attempts = 1;
  let httpStatus: number | null = null;
  try {
    const response = await input.route.upstream.post({
      path: '/chat/completions',
      body: input.body,
      headers: input.headers,
      signal: call.signal,
    });
    attempts = response.attempts;
    httpStatus = response.status;
    if (BODILESS.has(response.status))
      throw unusable(response, `the model server answered without a body (${response.status})`);
    if (response.status >= 400) return await refusal(exchange, response, call.end);
    if (input.isStreamed && isEventStream(response)) {
      const parts = streamAnswer(exchange, response, call);
      return { kind: 'stream', exchange, headers: response.headers, parts, signal: call.signal };
    }
    return await answer(exchange, response, call.end);
  } catch (error) {
    const failure = failureOf(error, call.signal, attempts);
    call.abort(); // what is left of the answer, nobody will read
    call.end();
    const status = failure.kind === 'timeout' || failure.kind === 'aborted' ? failure.kind : 'error';
    const row = await exchange.finish({
      status,
      httpStatus,
      completion: null,
      error: failure.message,
      attempts: failure.attempts,
      timeToFirstTokenMs: null,
    });
    return { kind: 'failure', failure, row };
  }
}

function unusable({ attempts }: UpstreamResponse, message: string): UpstreamFailure {
  return new UpstreamFailure('interrupted', message, false, attempts, null);
}

function isEventStream(response: UpstreamResponse): boolean {
  return String(response.headers['content-type']).startsWith('text/event-stream');
}

async function refusal(exchange: Exchange, response: UpstreamResponse, end: () => void): Promise<ModelCall> {
  const body = Buffer.concat((await readUpTo(response.body, MAX_REFUSAL_MIB * MIB)).pieces);
  end();
  const row = await exchange.finish({
    status: 'error',
    httpStatus: response.status,
    completion: null,
    error: body.toString('utf8', 0, MAX_LOGGED_ERROR),
    attempts: response.attempts,
    timeToFirstTokenMs: null,
  });
  return { kind: 'refusal', status: response.status, headers: response.headers, body, row };
}

async function answer(exchange: Exchange, response: UpstreamResponse, end: () => void): Promise<ModelCall> {
  const { pieces, isCut } = await readUpTo(response.body, MAX_ANSWER_MIB * MIB);
  if (isCut) throw unusable(response, `the model server's answer is larger than ${MAX_ANSWER_MIB} MiB`);
  end();
  const body = Buffer.concat(pieces);
  const completion = readCompletion(parseJson(body));
  const row = await exchange.finish({
    status: completion ? 'ok' : 'error',
    httpStatus: response.status,
    completion,
    error: completion ? null : 'the model server answered something that is not a chat completion',
    attempts: response.attempts,
    timeToFirstTokenMs: null,
  });
  return { kind: 'answer', status: response.status, headers: response.headers, body, row };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
