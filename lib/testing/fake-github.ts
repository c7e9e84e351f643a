import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export const FAKE_TOKEN = 'ghs_fake_token_of_the_test';

interface StoredComment {
  id: number;
  body: string;
  html_url: string;
  created_at: string;
}

/** An answer in place of the ordinary one. `reset` closes the connection; `after` does the call's work first. */
export interface ScriptedAnswer {
  method: string;
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  reset?: boolean;
  after?: boolean;
}

/** The comments of one repository's pull requests, as GitHub's API serves them. */
export interface FakeGitHub {
  /** For GITHUB_API_URL; has a path, as that of an Enterprise server has. */
  apiUrl: string;
  /** Method and path of every call. */
  calls: string[];
  comments: Map<number, StoredComment[]>;
  add: (pullRequest: number, body: string) => StoredComment;
  /** Answers calls of these methods once each, in order. */
  script: (...answers: ScriptedAnswer[]) => void;
}

/** Starts it on 127.0.0.1 until the test ends. Bodies above GitHub's 65,536 characters are refused as GitHub does. */
export async function startFakeGitHub(mostCharacters = 65_536): Promise<FakeGitHub> {
  const comments = new Map<number, StoredComment[]>();
  const calls: string[] = [];
  const scripted: ScriptedAnswer[] = [];
  let apiUrl = '';
  let made = 0;

  const add = (pullRequest: number, body: string): StoredComment => {
    made += 1;
    const comment = {
      id: 1_000 + made,
      body,
      html_url: `https://github.example/acme/assistant/pull/${pullRequest}#issuecomment-${1_000 + made}`,
      created_at: new Date(Date.UTC(2026, 0, 1, 0, 0, made)).toISOString(),
    };
    comments.set(pullRequest, [...(comments.get(pullRequest) ?? []), comment]);
    return comment;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', apiUrl);
    const path = url.pathname.replace('/api/v3/repos/acme/assistant/issues/', '');
    const body = await text(request);
    calls.push(`${request.method ?? ''} ${path}${url.search}`);
    const send = (status: number, value: unknown, headers: Record<string, string> = {}) =>
      void response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(value));
    const at = scripted.findIndex(({ method }) => method === request.method);
    const [planned] = at >= 0 ? scripted.splice(at, 1) : [];
    if (planned?.after) work(request.method ?? '', path, body, url, () => undefined);
    if (planned?.reset) return void request.socket.destroy();
    if (planned) {
      send(planned.status ?? 500, planned.body ?? { message: 'scripted' }, planned.headers);
      return;
    }
    if (request.headers.authorization !== `Bearer ${FAKE_TOKEN}`) {
      send(401, { message: 'Bad credentials' });
      return;
    }
    work(request.method ?? '', path, body, url, send);
  }

  function work(
    method: string,
    path: string,
    body: string,
    url: URL,
    send: (status: number, value: unknown, headers?: Record<string, string>) => void,
  ): void {
    const [, issue, comment] = /^(?:(\d+)\/comments|comments\/(\d+))$/.exec(path) ?? [];
    const stored = [...comments.values()].flat().find(({ id }) => id === Number(comment));
    if (issue !== undefined && method === 'GET') {
      sendPage(Number(issue), url, send);
      return;
    }
    if (issue === undefined && !stored) {
      send(404, { message: 'Not Found' });
      return;
    }
    const sent = (JSON.parse(body) as { body: string }).body;
    if (sent.length > mostCharacters) {
      send(422, {
        message: 'Validation Failed',
        errors: [{ message: `Body is too long (maximum is ${mostCharacters} characters)` }],
      });
      return;
    }
    if (issue !== undefined && method === 'POST') {
      send(201, add(Number(issue), sent));
      return;
    }
    if (stored && method === 'PATCH') {
      send(200, Object.assign(stored, { body: sent }));
      return;
    }
    send(404, { message: 'Not Found' });
  }

  function sendPage(
    issue: number,
    url: URL,
    send: (status: number, value: unknown, headers?: Record<string, string>) => void,
  ): void {
    const size = Number(url.searchParams.get('per_page') ?? 30);
    const page = Number(url.searchParams.get('page') ?? 1);
    const all = comments.get(issue) ?? [];
    const next = new URL(url);
    next.searchParams.set('page', String(page + 1));
    const link: Record<string, string> =
      page * size < all.length ? { link: `<${url.href}>; rel="last", <${next.href}>; rel="next"` } : {};
    send(200, all.slice((page - 1) * size, page * size), link);
  }

  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`;
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return { apiUrl, calls, comments, add, script: (...answers) => void scripted.push(...answers) };
}
