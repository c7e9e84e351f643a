import { request } from 'undici';
import { ForgeError } from '#lib/domain/comment/forge.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { forgeErrorOf } from './forge-refusal.ts';
import { isRateLimited, isUnavailable, waitMs, type FailedTry } from './wait-time.ts';

const MOST_TRIES = 5;
/** A job that waits longer costs more than a comment is worth. */
const MOST_WAIT_MS = 5 * 60_000;
const TIMEOUT_MS = 30_000;
const MOST_PAGES = 100;

export interface ForgeHttpOptions {
  /** Such as https://api.github.com; every call stays below it, because every call carries the token. */
  apiUrl: string;
  headers: Readonly<Record<string, string>>;
  sleep: (ms: number) => Promise<void>;
  nowMs: () => number;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT';

/** JSON calls of a forge's API: waits where the server asks to, tries again where that can't do a thing twice. */
export class ForgeHttp {
  private readonly options: ForgeHttpOptions;
  private readonly base: URL;
  private waitLeftMs = MOST_WAIT_MS;

  constructor(options: ForgeHttpOptions) {
    this.options = options;
    this.base = new URL(`${options.apiUrl.replace(/\/+$/, '')}/`);
  }

  async send(method: Method, path: string, body?: unknown): Promise<unknown> {
    return (await this.call(method, new URL(path, this.base), body)).value;
  }

  /** Every page of a list, by the Link header. */
  async *pages(path: string): AsyncIterable<unknown> {
    let url: URL | null = new URL(path, this.base);
    for (let page = 0; url && page < MOST_PAGES; page += 1) {
      const answer: { value: unknown; next: URL | null } = await this.call('GET', url);
      yield answer.value;
      url = answer.next;
    }
  }

  private async call(
    method: Method,
    url: URL,
    body?: unknown,
  ): Promise<{ value: unknown; next: URL | null }> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.tryOnce(method, url, body);
      const { status, headers, text } = answer;
      if (status !== null && status >= 200 && status < 300)
        return { value: parsed(text, url), next: this.nextPage(headers.link, url) };
      const isLimited = isRateLimited(answer);
      const mayRepeat = isLimited || (isUnavailable(answer) && method !== 'POST');
      const ms = waitMs(answer, tries, this.options.nowMs());
      if (!mayRepeat || tries >= MOST_TRIES || ms > this.waitLeftMs)
        throw forgeErrorOf(answer, url, isLimited ? ms : null);
      this.waitLeftMs -= ms;
      await this.options.sleep(ms);
    }
  }

  private async tryOnce(method: Method, url: URL, body: unknown): Promise<FailedTry> {
    try {
      const {
        statusCode,
        headers,
        body: stream,
      } = await request(url, {
        method,
        headers: {
          'user-agent': 'llm-regression-guard',
          ...this.options.headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
      });
      return { status: statusCode, headers, text: await stream.text() };
    } catch (error) {
      return { status: null, headers: {}, text: messageOf(error) };
    }
  }

  /** The token goes nowhere but to the API that it was made for, whatever a header says. */
  private nextPage(link: string | string[] | undefined, current: URL): URL | null {
    const next = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec([link ?? ''].flat().join(', '))?.[1];
    if (next === undefined || !URL.canParse(next, current)) return null;
    const url = new URL(next, current);
    if (url.origin !== this.base.origin)
      throw new ForgeError('refused', `the next page is on another server: ${url.origin}`);
    return url;
  }
}

function parsed(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ForgeError('refused', `${url.origin} answered with something else than JSON`, { cause: error });
  }
}
