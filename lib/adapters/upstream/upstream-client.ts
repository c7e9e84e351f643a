import { Pool } from 'undici';
import { readUpTo } from '#lib/domain/bytes.ts';
import { failureOf, type UpstreamFailure } from '#lib/domain/completion/upstream-failure.ts';
import { decoded, type UpstreamBody } from './decoded-body.ts';
import { postOnce } from './post-once.ts';
import { retryDelayMs } from './retry.ts';

export interface UpstreamOptions {
  name: string;
  /** Such as `https://api.openai.com/v1`. */
  baseUrl: string;
  apiKey: string | null;
  connections: number;
  maxRetries: number;
  connectTimeoutMs: number;
  firstByteTimeoutMs: number;
  idleTimeoutMs: number;
  totalTimeoutMs: number;
}

export interface UpstreamCall {
  path: string;
  body: string | Buffer;
  /** Further request headers; authorization and content type are the client's own. */
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/** The head of an upstream's answer, with its body still to be read. */
export interface UpstreamResponse {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: UpstreamBody;
  attempts: number;
}

/** An OpenAI-compatible server behind a pool of kept connections. */
export interface UpstreamClient {
  readonly name: string;
  readonly totalTimeoutMs: number;
  /**
   * Posts and waits for the head of the answer. Failures before it are retried, with backoff and by Retry-After, when
   * they may pass: connection loss, 408, 429 and 5xx. Rejects with UpstreamFailure.
   */
  post: (call: UpstreamCall) => Promise<UpstreamResponse>;
  close: () => Promise<void>;
}

const MAX_UNREAD_BYTES = 128 * 1024;
const RETRYABLE_STATUS = new Set([408, 429, 500, 502, 503, 504]);

/** @param sleep waits between attempts; rejects when the signal aborts */
export function createUpstreamClient(
  options: UpstreamOptions,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
): UpstreamClient {
  const base = new URL(options.baseUrl);
  const basePath = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, {
    connections: options.connections,
    pipelining: 1,
    connect: { timeout: options.connectTimeoutMs },
    headersTimeout: options.firstByteTimeoutMs,
    bodyTimeout: options.idleTimeoutMs,
    keepAliveTimeout: 30_000,
  });
  const ownHeaders: Record<string, string> = {
    'content-type': 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'llm-regression-guard',
    ...(options.apiKey === null ? {} : { authorization: `Bearer ${options.apiKey}` }),
  };

  const attempt = (call: UpstreamCall) =>
    postOnce(pool, {
      path: basePath + call.path,
      headers: { ...call.headers, ...ownHeaders },
      body: call.body,
      signal: call.signal,
    });

  async function post(call: UpstreamCall): Promise<UpstreamResponse> {
    for (let attempts = 1; ; attempts += 1) {
      const mayRetry = attempts <= options.maxRetries;
      let wait: number;
      try {
        const response = await attempt(call);
        const delay =
          mayRetry && RETRYABLE_STATUS.has(response.status) ? retryDelayMs(attempts, response.headers) : null;
        if (delay === null) {
          return {
            status: response.status,
            headers: response.headers,
            body: decoded(response),
            attempts,
          };
        }
        // Read to its end, the answer leaves a connection that can be used again; a long one isn't worth it.
        await readUpTo(response.body, MAX_UNREAD_BYTES);
        wait = delay;
      } catch (error) {
        const failure: UpstreamFailure = failureOf(error, call.signal, attempts);
        const delay = retryDelayMs(attempts, {});
        if (!mayRetry || !failure.isRetryable || delay === null) throw failure;
        wait = delay;
      }
      await sleep(wait, call.signal).catch((error: unknown) => {
        throw failureOf(error, call.signal, attempts);
      });
    }
  }

  return { name: options.name, totalTimeoutMs: options.totalTimeoutMs, post, close: () => pool.destroy() };
}
