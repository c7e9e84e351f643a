import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '#lib/testing/eventually.ts';
import { startFakeUpstream, type FakeUpstream, type Scenario } from '#lib/testing/fake-upstream.ts';
import { open } from '#lib/testing/http-client.ts';
import { deltaFrame, doneFrame, finishFrame } from '#lib/testing/openai-shapes.ts';
import { startGuard, type Guard } from '#lib/testing/start-guard.ts';
import { answers } from '#lib/testing/upstream-scenarios.ts';

const LINE = '\r\n';
const REQUEST_MS = 300;
/** Processes are started, and other tests do that at the same time. */
const LONG_MS = 90_000;

let upstream: FakeUpstream;
let home: string;
const guards: Guard[] = [];

beforeAll(async () => {
  upstream = await startFakeUpstream();
  home = mkdtempSync(join(tmpdir(), 'lrg-connections-'));
});
afterAll(async () => {
  for (const guard of guards) guard.process.kill('SIGKILL');
  await Promise.all(guards.map(({ ended }) => ended));
  await upstream.close();
  rmSync(home, { recursive: true, force: true });
});

async function start(folder: string, variables: Record<string, string> = {}): Promise<Guard> {
  const guard = await startGuard({
    LRG_DATA_DIR: join(home, folder),
    OPENAI_BASE_URL: upstream.baseUrl,
    ...variables,
  });
  guards.push(guard);
  return guard;
}

/** Sends these pieces and nothing more; resolves with all that came when the server has closed the connection. */
async function sendRaw(guard: Guard, text: string): Promise<string> {
  const socket = connect(Number(new URL(guard.url).port), '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (piece: string) => (received += piece));
  socket.write(text);
  await once(socket, 'close');
  return received;
}

function canConnect({ url }: Guard): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

const stored = async (guard: Guard) =>
  (await (await fetch(`${guard.url}/stored`)).json()) as {
    logs: { id: string; status: string; response: string }[];
  };

describe('a sender who is too slow', () => {
  let guard: Guard;
  beforeAll(async () => {
    guard = await start('slow', { GUARD_REQUEST_MS: String(REQUEST_MS) });
  });

  const head = ['POST /chat HTTP/1.1', 'host: localhost', 'content-type: application/json'];
  it.each([
    ['in its head', head.join(LINE)],
    ['in its body', [...head, 'content-length: 100', '', '{"prompt":"'].join(LINE)],
    ['between two chunks', [...head, 'transfer-encoding: chunked', '', '3', '{"p', ''].join(LINE)],
  ])('%s is told so (408) and cut off, and the model is never asked', async (_, text) => {
    upstream.play(answers());
    const before = upstream.calls.length;
    const reply = await sendRaw(guard, text);
    expect(reply).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(reply).toContain('content-type: application/problem+json');
    const body: unknown = JSON.parse(reply.slice(reply.indexOf('{')));
    expect(body).toMatchObject({ status: 408, title: 'The request came too slowly' });
    expect(upstream.calls).toHaveLength(before);
    expect((await stored(guard)).logs).toEqual([]);
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['too large a head', `GET / HTTP/1.1\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, 431],
  ])('what is %s is refused in the same form', async (_, text, status) => {
    const reply = await sendRaw(guard, text);
    expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(JSON.parse(reply.slice(reply.indexOf('{')))).toMatchObject({ status });
  });

  it('does not include whoever waits for a slow answer', async () => {
    const gate = Promise.withResolvers<undefined>();
    upstream.play(async (turn) => {
      await gate.promise;
      await answers({ text: 'late' })(turn);
    });
    const calls = upstream.calls.length;
    const waiting = fetch(`${guard.url}/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"prompt":"Hi"}',
    });
    await eventually(() => expect(upstream.calls).toHaveLength(calls + 1));
    // A sender who started later has been cut off by now, so the limit has passed for this one too.
    expect(await sendRaw(guard, head.join(LINE))).toContain(' 408 ');
    gate.resolve(undefined);
    expect(await (await waiting).json()).toMatchObject({ response: 'late' });
  });
});

describe('a process that is asked to stop (SIGTERM)', () => {
  it(
    'finishes the stream under way, takes no new connections, stores everything, then ends',
    async () => {
      const guard = await start('stop');
      const gate = Promise.withResolvers<undefined>();
      const rest = [deltaFrame('lo'), finishFrame(), doneFrame()].join('');
      const scenario: Scenario = async ({ response, write }) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        await write(deltaFrame('Hel'));
        await gate.promise;
        response.end(rest);
      };
      upstream.play(scenario);
      const body = { messages: [{ role: 'user', content: 'Hi' }], stream: true };
      const stream = open(`${guard.url}/v1/chat/completions`, { body });
      await stream.readUntil('Hel');

      guard.process.kill('SIGTERM');
      await eventually(() => expect(canConnect(guard)).resolves.toBe(false));
      expect(guard.process.exitCode).toBeNull();
      expect(stream.received()).not.toContain('[DONE]');
      gate.resolve(undefined);
      expect(await stream.readUntil('[DONE]')).toContain('lo');
      await stream.closed;
      expect(await guard.ended).toBe(0);

      const next = await start('stop');
      await eventually(async () =>
        expect((await stored(next)).logs).toMatchObject([{ status: 'ok', response: 'Hello' }]),
      );
    },
    LONG_MS,
  );

  it(
    'does not wait for connections that are only kept',
    async () => {
      const guard = await start('kept');
      const agent = new Agent({ keepAlive: true });
      onTestFinished(() => agent.destroy());
      const gate = Promise.withResolvers<undefined>();
      upstream.play(async (turn) => {
        await gate.promise;
        await answers()(turn);
      });
      const calls = upstream.calls.length;
      const request = httpRequest(`${guard.url}/chat`, {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      request.end('{"prompt":"Hi"}');
      await eventually(() => expect(upstream.calls).toHaveLength(calls + 1));
      guard.process.kill('SIGTERM');
      await eventually(() => expect(canConnect(guard)).resolves.toBe(false));
      gate.resolve(undefined);
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      expect(response.statusCode).toBe(200);
      response.resume();
      expect(await guard.ended).toBe(0);
    },
    LONG_MS,
  );
});
