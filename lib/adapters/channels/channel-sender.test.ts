import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelTarget } from '#lib/domain/alerts/channel.ts';
import { buildMessage, type ToldEvent } from '#lib/domain/alerts/messages/message.ts';
import { startFakeSmtp } from '#lib/testing/fake-smtp.ts';
import { startFakeUpstream, type FakeUpstream, type Scenario } from '#lib/testing/fake-upstream.ts';
import { createChannelSender } from './channel-sender.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const clock = { nowMs: () => NOW, elapsedMs: () => performance.now() };
const event: ToldEvent = {
  id: '019aa0b0-0000-7000-8000-000000000001',
  kind: 'firing',
  ruleId: 'category-average',
  ruleName: 'A category is down',
  ruleKind: 'category_average',
  key: 'tone <script>',
  value: 0.61,
  threshold: 0.72,
  detail: 'Mean of the last 3 runs.',
  advice: null,
  since: '2026-11-21T11:00:00.000Z',
  link: '/runs',
};
const message = buildMessage(
  '019aa0b0-0000-7000-8000-0000000000aa',
  '2026-11-21T12:00:00.000Z',
  [event],
  'http://guard',
);

let server: FakeUpstream;
beforeAll(async () => {
  server = await startFakeUpstream();
});
afterAll(() => server.close());

const sender = (allowed: readonly string[] = ['127.0.0.1'], timeoutMs = 5_000) =>
  createChannelSender({ baseUrl: 'http://guard', timeoutMs, allowedPrivateHosts: allowed, clock });
const slack = (): ChannelTarget => ({ kind: 'slack', url: `${server.baseUrl}/hook` });
const answer =
  (status: number, text: string, headers: Record<string, string> = {}): Scenario =>
  ({ response }) =>
    void response.writeHead(status, headers).end(text);

describe('Slack', () => {
  it('gets Block Kit with the value, the threshold, the time and a link', async () => {
    server.play(answer(200, 'ok'));
    expect(await sender()(slack(), message)).toEqual({
      outcome: 'delivered',
      isRetriable: false,
      status: 200,
      text: 'ok',
      retryAfterMs: null,
      durationMs: expect.any(Number) as number,
    });
    const { body, path, method } = server.lastCall;
    expect([method, path]).toEqual(['POST', '/v1/hook']);
    expect(body).toContain('0.610 (wanted: at least 0.720)');
    expect(body).toContain('http://guard/runs');
    expect(body).toContain(`<!date^${Date.UTC(2026, 10, 21, 11) / 1000}^`);
    expect(JSON.parse(body)).toMatchObject({ blocks: [{ type: 'header' }, {}, {}, { type: 'actions' }] });
  });

  it.each<[string, Scenario, object]>([
    [
      'waits as long as it is asked to',
      answer(429, 'slow', { 'retry-after': '30' }),
      { outcome: 'refused', isRetriable: true, status: 429, retryAfterMs: 30_000 },
    ],
    [
      'reads a date',
      answer(503, '', { 'retry-after': new Date(NOW + 60_000).toUTCString() }),
      { isRetriable: true, status: 503, retryAfterMs: 60_000 },
    ],
    ['tries a broken server again', answer(500, 'oops'), { isRetriable: true, status: 500, text: 'oops' }],
    ['gives a removed hook up', answer(404, 'no_service'), { isRetriable: false, text: 'no_service' }],
    [
      'follows no redirect',
      answer(302, '', { location: 'http://169.254.169.254/' }),
      { outcome: 'refused', isRetriable: false, status: 302 },
    ],
    ['notes a cut connection', ({ reset }) => reset(), { outcome: 'unreachable', isRetriable: true }],
    ['keeps little of a long answer', answer(400, 'x'.repeat(99_999)), { text: 'x'.repeat(300) }],
  ])('%s', async (_, scenario, expected) => {
    server.play(scenario);
    const calls = server.calls.length;
    expect(await sender()(slack(), message)).toMatchObject(expected);
    expect(server.calls).toHaveLength(calls + 1);
  });

  it.each<[string, Scenario]>([
    ['before its head', () => undefined],
    ['in its body', ({ response }) => void response.writeHead(200).write('o')],
  ])('gives up on an answer that hangs %s', async (_, scenario) => {
    server.play(scenario);
    expect(await sender(['*'], 100)(slack(), message)).toMatchObject({
      outcome: 'timeout',
      isRetriable: true,
      text: 'no answer within 100 ms',
    });
  });
});

describe('addresses', () => {
  it.each([
    ['a loopback address', () => server.baseUrl, /not a public address/],
    ['a loopback name', () => server.baseUrl.replace('127.0.0.1', 'localhost'), /not a public address/],
    ['plain HTTP', () => 'http://8.8.8.8/hook', /expected an https/],
    ['another scheme', () => 'ftp://8.8.8.8/hook', /expected an https/],
    ['a user', () => 'https://me:pw@8.8.8.8/hook', /without user/],
    ['no URL', () => 'hook', /not a URL/],
  ])('%s is not called', async (_, url, text) => {
    const calls = server.calls.length;
    expect(await sender([])({ kind: 'slack', url: url() }, message)).toMatchObject({
      outcome: 'not_allowed',
      isRetriable: false,
      text: expect.stringMatching(text) as string,
    });
    expect(server.calls).toHaveLength(calls);
  });

  it('connects to the address that was checked', async () => {
    server.play(answer(200, 'ok'));
    const send = createChannelSender({
      ...{ baseUrl: 'http://guard', timeoutMs: 5_000, clock, allowedPrivateHosts: ['hooks.test'] },
      resolve: () => Promise.resolve([{ address: '127.0.0.1' }]),
    });
    const url = server.baseUrl.replace('127.0.0.1', 'hooks.test');
    expect(await send({ kind: 'slack', url }, message)).toMatchObject({ outcome: 'delivered' });
    expect(server.lastCall.headers.host).toMatch(/^hooks\.test:/);
  });
});

it('signs webhooks and names each message', async () => {
  server.play(answer(204, ''));
  await sender()({ kind: 'webhook', url: server.baseUrl, secret: 'shh' }, message);
  const { body, headers } = server.lastCall;
  const digest = createHmac('sha256', 'shh')
    .update(`${NOW / 1000}.${body}`)
    .digest('hex');
  expect(headers['x-lrg-signature']).toBe(`t=${NOW / 1000},v1=${digest}`);
  expect(headers['idempotency-key']).toBe(message.id);
  expect(JSON.parse(body)).toMatchObject({ message_id: message.id, events: [{ key: 'tone <script>' }] });
});

describe('e-mail', () => {
  const target = (port: number): ChannelTarget => ({
    ...{ kind: 'email', host: '127.0.0.1', port, security: 'none', username: null, password: null },
    from: 'guard@example.com',
    to: ['a@example.com', 'b@example.com'],
  });

  it('goes out by SMTP', async () => {
    const smtp = await startFakeSmtp();
    expect(await sender()(target(smtp.port), message)).toMatchObject({ outcome: 'delivered', status: 250 });
    const [mail] = smtp.mails;
    expect(mail?.to).toHaveLength(2);
    expect(mail?.text).toContain('0.610 (wanted: at least 0.720)');
    expect(mail?.text).toContain(`Message-ID: <${message.id}@llm-regression-guard>`);
  });

  it.each<[string, string | null, object]>([
    ['is tried again later', '451 try later', { outcome: 'refused', isRetriable: true, status: 451 }],
    ['is given up', '550 no such user', { outcome: 'refused', isRetriable: false, status: 550 }],
    ['times out', null, { outcome: 'timeout', isRetriable: true }],
  ])('%s', async (_, reply, expected) => {
    const smtp = await startFakeSmtp((command) => (command === 'MAIL' ? reply : undefined));
    expect(await sender(['*'], 200)(target(smtp.port), message)).toMatchObject(expected);
  });

  it('needs a public server, with TLS', async () => {
    const plain = { ...target(25), host: '8.8.8.8' };
    expect(await sender([])(plain, message)).toMatchObject({ outcome: 'not_allowed' });
    expect(await sender([])(target(25), message)).toMatchObject({ outcome: 'not_allowed' });
  });
});
