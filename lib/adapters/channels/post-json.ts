import { Agent, request } from 'undici';
import { parseRetryAfter } from '#lib/domain/alerts/retry.ts';
import type { SendAnswer } from '#lib/domain/alerts/channel.ts';
import { AddressError, checkHost, parseAddress, type Resolve } from './addresses.ts';

export interface PostOptions {
  timeoutMs: number;
  allowedPrivateHosts: readonly string[];
  nowMs: () => number;
  resolve?: Resolve | undefined;
}

/** So much of an answer is kept. */
const ANSWER_CHARACTERS = 300;
const ANSWER_BYTES = 4_096;

type Answer = Omit<SendAnswer, 'durationMs'>;

/**
 * Posts JSON to an address that a person has given: public addresses only, HTTPS only, connected to the very address that
 * was checked, and no redirect is followed. Hosts that configuration allows may be private and without TLS. Never throws.
 */
export async function postJson(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  options: PostOptions,
): Promise<Answer> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let agent: Agent | null = null;
  try {
    const url = parseAddress(address);
    const checked = await checkHost(url.hostname, options.allowedPrivateHosts, options.resolve);
    if (url.protocol !== 'https:' && !checked.isPrivate)
      throw new AddressError('expected an https:// address');
    agent = new Agent({
      connect: {
        timeout: options.timeoutMs,
        lookup: (_host, { all }, done) => {
          if (all) done(null, [{ address: checked.address, family: checked.family }]);
          else done(null, checked.address, checked.family);
        },
      },
      pipelining: 0,
    });
    const response = await request(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      dispatcher: agent,
      signal,
    });
    const text = await readStart(response.body);
    const retryAfter = response.headers['retry-after'];
    return answerOf(
      response.statusCode,
      text,
      parseRetryAfter(typeof retryAfter === 'string' ? retryAfter : null, options.nowMs()),
    );
  } catch (error) {
    return failureAnswer(error, signal.aborted, options.timeoutMs);
  } finally {
    // Connections aren't kept: alerts are rare, and a hung one must not stay.
    if (agent) void agent.destroy();
  }
}

function answerOf(status: number, text: string, retryAfterMs: number | null): Answer {
  if (status >= 200 && status < 300)
    return { outcome: 'delivered', isRetriable: false, status, text, retryAfterMs: null };
  if (status >= 300 && status < 400) {
    const reason = 'the server answered with a redirect, which is not followed';
    return { outcome: 'refused', isRetriable: false, status, text: reason, retryAfterMs: null };
  }
  const isRetriable = status === 408 || status === 425 || status === 429 || status >= 500;
  return { outcome: 'refused', isRetriable, status, text, retryAfterMs };
}

function failureAnswer(error: unknown, isTimeout: boolean, timeoutMs: number): Answer {
  const nothing = { status: null, retryAfterMs: null };
  if (error instanceof AddressError) {
    const { isRetriable, message: text } = error;
    return { ...nothing, outcome: isRetriable ? 'unreachable' : 'not_allowed', isRetriable, text };
  }
  if (isTimeout) {
    return { ...nothing, outcome: 'timeout', isRetriable: true, text: `no answer within ${timeoutMs} ms` };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return {
    ...nothing,
    outcome: 'unreachable',
    isRetriable: true,
    text: `the server could not be reached (${code})`,
  };
}

async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
    if (bytes >= ANSWER_BYTES) break;
  }
  return text.slice(0, ANSWER_CHARACTERS);
}
