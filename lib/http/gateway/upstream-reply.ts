import type { UpstreamFailure } from '#lib/domain/completion/upstream-failure.ts';
import type { RolloutSide } from '#lib/domain/rollout/assignment.ts';
import { ProblemError } from '../problem.ts';
import type { GatewayRequest } from './gateway-call.ts';

type UpstreamHeaders = Readonly<Record<string, string | string[] | undefined>>;

const PASSED_ON = new Set([
  'content-type',
  'retry-after',
  'retry-after-ms',
  'request-id',
  'x-request-id',
  'x-should-retry',
]);
const PASSED_ON_PREFIXES = ['x-ratelimit-', 'openai-'];

/** The upstream's headers that mean something to the caller: a list of those that pass, so that nothing else leaks. */
export function replyHeaders(upstream: UpstreamHeaders, exchangeId: string): Record<string, string> {
  const headers: Record<string, string> = { 'x-lrg-id': exchangeId };
  for (const [name, value] of Object.entries(upstream)) {
    const passes = PASSED_ON.has(name) || PASSED_ON_PREFIXES.some((prefix) => name.startsWith(prefix));
    if (passes && value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** Headers that keep every proxy on the way from holding a stream back. */
export const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** What a caller is told when the model server gave no answer. */
export function failureProblem(
  failure: UpstreamFailure,
  exchangeId: string,
  headers: Readonly<Record<string, string>>,
): ProblemError {
  const status = failure.kind === 'timeout' ? 504 : failure.kind === 'aborted' ? 499 : 502;
  return new ProblemError(status, failure.message, { headers: { 'x-lrg-id': exchangeId, ...headers } });
}

/** Tells who served it, where a rollout decided. */
export function headersOfSide(side: RolloutSide | null): Record<string, string> {
  return side === null ? {} : { 'x-lrg-variant': side.variant };
}

/** The caller's request headers that the upstream may see. */
export function forwardedHeaders(request: Pick<GatewayRequest, 'headers'>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of FORWARDED) {
    const value = request.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  return headers;
}

const FORWARDED = ['idempotency-key', 'x-client-request-id', 'x-simulate'];
