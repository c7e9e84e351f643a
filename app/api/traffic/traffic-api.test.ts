import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiContext } from '#lib/http/define-route.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { CREDENTIALS, serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';
import { storeTraffic, trafficRows } from '#lib/testing/traffic-rows.ts';

/** The route files' own handlers on a context of the test's. */
async function trafficRoutes(ctx: ApiContext): Promise<TestRoutes> {
  const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('llm-regression-guard')] ??= {});
  Object.assign(holder, { application: Promise.resolve({ ctx }) });
  const [list, detail, file, feedback, rates, summary, series, latency, failures, costs, values] =
    await Promise.all([
      import('../chat-logs/route.ts'),
      import('../chat-logs/[id]/route.ts'),
      import('../chat-logs/export/route.ts'),
      import('../feedback/route.ts'),
      import('../feedback/summary/route.ts'),
      import('./summary/route.ts'),
      import('./series/route.ts'),
      import('./latency/route.ts'),
      import('./failures/route.ts'),
      import('./cost-quality/route.ts'),
      import('./values/route.ts'),
    ]);
  return {
    'GET /api/chat-logs': list.GET,
    'GET /api/chat-logs/{id}': detail.GET,
    'GET /api/chat-logs/export': file.GET,
    'POST /api/feedback': feedback.POST,
    'GET /api/feedback/summary': rates.GET,
    'GET /api/traffic/summary': summary.GET,
    'GET /api/traffic/series': series.GET,
    'GET /api/traffic/latency': latency.GET,
    'GET /api/traffic/failures': failures.GET,
    'GET /api/traffic/cost-quality': costs.GET,
    'GET /api/traffic/values': values.GET,
  };
}

describe.each(testDatabaseKinds())('the API of traffic on %s', (kind) => {
  let db: TestDatabase;
  let url: string;
  const rows = trafficRows();

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    await storeTraffic(db, rows);
  });
  beforeEach(async () => {
    const ctx = Object.assign(
      testApiContext(db, () => NOON_MS),
      { config: testConfig('http://127.0.0.1:1/v1') },
    );
    url = await serveRoutes(await trafficRoutes(ctx));
  });
  afterAll(() => db.close());

  const READING = [
    ...['/api/chat-logs', '/api/chat-logs/export?format=csv', `/api/chat-logs/${rows[3]?.id}`],
    ...['/api/feedback/summary', '/api/traffic/summary', '/api/traffic/series', '/api/traffic/latency'],
    ...['/api/traffic/failures', '/api/traffic/cost-quality', '/api/traffic/values'],
  ];
  it.each(READING)('GET %s asks for the right to read', async (path) => {
    const status = async (headers = {}) => (await fetch(url + path, { headers })).status;
    expect(await status()).toBe(401);
    expect(await status(CREDENTIALS.chat)).toBe(403);
    expect(await status(CREDENTIALS.reader)).toBe(200);
    expect(await status(CREDENTIALS.viewer)).toBe(200);
  });

  it.each([
    ['from=yesterday', 'from'],
    ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'],
    ['status=ok,bad', 'status.1'],
    ['status=', 'status.0'],
    ['min_latency_ms=-1', 'min_latency_ms'],
    ['min_latency_ms=5&max_latency_ms=4', 'max_latency_ms'],
    ['min_score=1.5', 'min_score'],
    ['sampled=yes', 'sampled'],
    ['feedback=sideways', 'feedback'],
    ['http_status=7', 'http_status'],
    ['search=', 'search'],
    ['sort=prompt', 'sort'],
    ['limit=501', 'limit'],
    ['cursor=x', 'cursor'],
    ['user=ada', ''],
  ])('refuses %s and names what is wrong', async (query, path) => {
    const answer = await fetch(`${url}/api/chat-logs?${query}`, { headers: CREDENTIALS.reader });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ path }] });
  });

  it('shows one exchange with what belongs to it', async () => {
    const { id, session_id: session } = rows[6] ?? {};
    await fetch(`${url}/api/feedback`, {
      method: 'POST',
      headers: { ...CREDENTIALS.chat, 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: id, rating: 'down', comment: 'wrong', user_id: 'ada' }),
    });
    const answer = await fetch(`${url}/api/chat-logs/${id}`, { headers: CREDENTIALS.reader });
    expect(await answer.json()).toMatchObject({
      id,
      session_id: session,
      evaluations: [],
      assessments: [],
      feedback: [{ rating: 'down', comment: 'wrong', user_id: 'ada' }],
      neighbours: {
        newer: rows[7]?.id,
        older: rows[5]?.id,
        session_newer: rows[12]?.id,
        session_older: rows[0]?.id,
      },
    });
    for (const other of ['x', '019bc176-6340-7c47-b2ef-1fbeb2930520', crypto.randomUUID()])
      expect((await fetch(`${url}/api/chat-logs/${other}`, { headers: CREDENTIALS.reader })).status).toBe(
        404,
      );
  });

  it('exports a file to save', async () => {
    const answer = await fetch(`${url}/api/chat-logs/export?format=jsonl&model=large`, {
      headers: CREDENTIALS.reader,
    });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    expect(answer.headers.get('content-disposition')).toContain('chat-logs.jsonl');
    expect((await answer.text()).trimEnd().split('\n')).toHaveLength(12);
    const unknown = await fetch(`${url}/api/chat-logs/export?format=xls`, { headers: CREDENTIALS.reader });
    expect(unknown.status).toBe(422);
  });

  describe('takes feedback', () => {
    const give = (body: unknown, headers: Record<string, string> = CREDENTIALS.chat) =>
      fetch(`${url}/api/feedback`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const good = { chat_id: rows[1]?.id, rating: 'up' };

    it('from who may chat', async () => {
      expect((await give(good, {})).status).toBe(401);
      expect((await give(good, CREDENTIALS.reader)).status).toBe(403);
      expect((await give(good, CREDENTIALS.viewer)).status).toBe(403);
      const answer = await give(good);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ chat_id: good.chat_id, rating: 'up', user_id: null });
    });

    it.each([
      [{ ...good, chat_id: 'x' }, 'chat_id'],
      [{ ...good, chat_id: crypto.randomUUID() }, 'chat_id'],
      [{ ...good, rating: 'great' }, 'rating'],
      [{ ...good, comment: 'x'.repeat(4_001) }, 'comment'],
      [{ ...good, user: 'ada' }, ''],
    ])('but not %o', async (body, path) => {
      const answer = await give(body);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ errors: [{ path }] });
    });
  });
});
