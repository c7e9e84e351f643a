import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { feedbackSummarySchema } from '#lib/contracts/feedback.ts';
import {
  costQualitySchema,
  failurePatternsSchema,
  latencyHistogramSchema,
  trafficQuerySchema,
  trafficSeriesSchema,
  trafficSummarySchema,
} from '#lib/contracts/traffic.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { quantile } from '#lib/domain/stats/quantile.ts';
import { chatLogRow, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { addJudgement } from '#lib/testing/evaluation-rows.ts';
import { testConfig } from '#lib/testing/test-config.ts';
import { openTestDatabase, testDatabaseKinds, type TestDatabase } from '#lib/testing/test-database.ts';
import { addEvaluation, storeTraffic, trafficRows } from '#lib/testing/traffic-rows.ts';
import { storeFeedback } from '../feedback/store-feedback.ts';
import { summariseFeedback } from '../feedback/summarise-feedback.ts';
import { updateRollups } from '../rollups/update-rollups.ts';
import { getCostQuality } from './get-cost-quality.ts';
import { getLatencyHistogram } from './get-latency-histogram.ts';
import { getTrafficSeries } from './get-traffic-series.ts';
import { listFailurePatterns } from './list-failure-patterns.ts';
import { listTrafficValues } from './list-traffic-values.ts';
import { summariseTraffic } from './summarise-traffic.ts';

const newId = createIdSource();
const HOUR_MS = 3_600_000;
const LAST_HOUR = { from: new Date(NOON_MS - HOUR_MS).toISOString() };
const RANGES: [string, Record<string, string>][] = [
  ['rows', LAST_HOUR],
  ['rollups', {}],
];

describe.each(testDatabaseKinds())('figures on %s', (kind) => {
  let db: TestDatabase;
  const rows = trafficRows();
  const ok = (row: ChatLogRow) => row.status === 'ok';
  const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const ctx = () => ({
    pool: db.pool,
    config: testConfig('http://127.0.0.1:1/v1'),
    clock: { nowMs: () => NOON_MS, elapsedMs: () => 0 },
    privacy: null,
  });
  const parse = (query: Record<string, string>) => trafficQuerySchema.parse(query);

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    await storeTraffic(db, rows);
    await updateRollups(ctx());
    for (const [i, row] of rows.entries()) {
      if (i % 4 === 0) await addEvaluation(db, newId(Date.parse(row.created_at)), row, i / 60);
      if (i % 10 === 0)
        await storeFeedback(ctx(), { chat_id: row.id, rating: i % 20 === 0 ? 'up' : 'down', user_id: 'ada' });
    }
    await updateRollups(ctx());
    // Of an exchange that nobody knows.
    await storeFeedback(ctx(), { chat_id: newId(NOON_MS - 1), rating: 'up' });
  });
  afterAll(() => db.close());

  it.each(RANGES)('from %s are those of the exchanges', async (source, range) => {
    const summary = trafficSummarySchema.parse(
      await summariseTraffic(ctx(), parse({ ...range, split: 'prompt_version' })),
    );
    const figuresOf = (some: readonly ChatLogRow[]) => ({
      requests: some.length,
      failures: some.length - some.filter(ok).length,
      input_tokens: sum(some.map((row) => row.input_tokens)),
      output_tokens: sum(some.map((row) => row.output_tokens)),
      tokens_unknown: some.filter((row) => row.input_tokens === null).length,
      cost_unknown: some.filter((row) => row.cost_usd === null).length,
    });
    expect(summary).toMatchObject({
      source,
      ...figuresOf(rows),
      by_status: { ok: 54, error: 3, timeout: 3 },
    });
    expect(summary.cost_usd).toBeCloseTo(sum(rows.map((row) => row.cost_usd)), 9);
    const sorted = rows.map((row) => row.latency_ms).sort((a, b) => a - b);
    for (const [name, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
      ['p99', 0.99],
    ] as const) {
      const exact = quantile(sorted, share) ?? Number.NaN;
      const found = summary.latency_ms[name] ?? Number.NaN;
      // Between two values a sketch names the lower one.
      if (source === 'rows') expect(found).toBeCloseTo(exact, 6);
      else expect(Math.abs(found - exact)).toBeLessThan(0.01 * exact + 25);
    }
    expect(summary.groups.map(({ name, is_rest }) => [name, is_rest])).toEqual(
      [
        ['assistant@0', false],
        ['assistant@1', false],
        [null, false],
      ].toSorted((a, b) => sizeOf(b[0]) - sizeOf(a[0])),
    );
    for (const group of summary.groups)
      expect(group).toMatchObject(figuresOf(rows.filter((row) => row.prompt_version === group.name)));
  });
  const sizeOf = (name: unknown) => rows.filter((row) => row.prompt_version === name).length;

  it.each(RANGES)('over time from %s add up to the same', async (source, range) => {
    const query = parse({ ...range, split: 'model', status: 'ok,error', use_case: 'support' });
    const series = trafficSeriesSchema.parse(await getTrafficSeries(ctx(), query));
    const expected = rows.filter((row) => row.status !== 'timeout' && row.use_case === 'support');
    expect(series.source).toBe(source);
    expect(series.groups.map(({ name }) => name)).toEqual(['small', 'large']);
    for (const { name, items } of series.groups) {
      const some = expected.filter((row) => row.model_version === name);
      expect(sum(items.map((item) => item.requests))).toBe(some.length);
      expect(sum(items.map((item) => item.output_tokens))).toBe(sum(some.map((row) => row.output_tokens)));
      const times = items.map(({ ts }) => Date.parse(ts));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.every((time) => time % (series.bucket_seconds * 1_000) === 0)).toBe(true);
    }
  });

  it('beyond the six largest groups are those of the rest', async () => {
    const many = Array.from({ length: 8 }, (_, i) => {
      const time = NOON_MS - 100 * HOUR_MS - i;
      const [row] = trafficRows();
      return {
        ...chatLogRow(row),
        id: newId(time),
        created_at: new Date(time).toISOString(),
        use_case: `case ${i}`,
      };
    });
    await storeTraffic(db, many);
    for (const hours of [1, 24]) {
      const [from, to] = [NOON_MS - (100 + hours) * HOUR_MS, NOON_MS - 100 * HOUR_MS].map((ms) =>
        new Date(ms).toISOString(),
      );
      const { groups } = await summariseTraffic(
        ctx(),
        parse({ split: 'use_case', from: from ?? '', to: to ?? '' }),
      );
      expect(groups.map(({ is_rest, requests }) => [is_rest, requests])).toEqual([
        ...Array.from({ length: 6 }, () => [false, 1]),
        [true, 2],
      ]);
    }
  });

  it('of nothing are none', async () => {
    for (const range of [LAST_HOUR, {}]) {
      const query = parse({ ...range, model: 'nobody' });
      expect(await summariseTraffic(ctx(), query)).toMatchObject({
        requests: 0,
        cost_usd: 0,
        latency_ms: { p95: null },
        groups: [],
      });
      expect((await getTrafficSeries(ctx(), query)).groups).toEqual([]);
      expect(await getLatencyHistogram(ctx(), query)).toMatchObject({ total: 0, bins: [] });
      expect(await listFailurePatterns(ctx(), query)).toMatchObject({ total: 0, items: [] });
      expect((await getCostQuality(ctx(), query)).items).toEqual([]);
    }
  });

  it.each(RANGES)('of latency from %s fill bins without gaps', async (source, range) => {
    const histogram = latencyHistogramSchema.parse(await getLatencyHistogram(ctx(), parse(range)));
    expect(histogram).toMatchObject({ source, total: 60 });
    expect(histogram.bins[0]).toMatchObject({ from_ms: 0, to_ms: 1, count: 1 });
    histogram.bins.forEach((bin, index) => {
      expect(bin.from_ms).toBe(index === 0 ? 0 : histogram.bins[index - 1]?.to_ms);
      const inside = rows.filter(({ latency_ms: ms }) => ms >= bin.from_ms && ms < (bin.to_ms ?? Infinity));
      expect(Math.abs(bin.count - inside.length)).toBeLessThanOrEqual(source === 'rows' ? 0 : 1);
    });
    expect(sum(histogram.bins.map(({ failures }) => failures))).toBe(6);
  });

  it.each(RANGES)('of failures from %s are grouped by what they have in common', async (_, range) => {
    const list = async (query: Record<string, string>) =>
      failurePatternsSchema.parse(await listFailurePatterns(ctx(), parse({ ...range, ...query })));
    const pattern = 'no answer to request ‹id› after ‹n› ms';
    const found = await list({});
    expect(found.total).toBe(6);
    expect(found.items).toMatchObject([
      { status: 'timeout', http_status: null, pattern, count: 3, last_id: rows[59]?.id },
      { status: 'error', http_status: 503, pattern, count: 3, last_at: rows[49]?.created_at },
    ]);
    expect(found.items[0]?.first_at).toBe(rows[19]?.created_at);
    const ofSearch = rows.filter((row) => !ok(row) && row.use_case === 'search' && row.status === 'error');
    expect(await list({ use_case: 'search', status: 'error' })).toMatchObject({
      total: ofSearch.length,
      items: ofSearch.length === 0 ? [] : [{ count: ofSearch.length, last_id: ofSearch.at(-1)?.id }],
    });
  });

  it('of cost and quality are means for each model with each prompt version', async () => {
    const { items } = costQualitySchema.parse(await getCostQuality(ctx(), parse({})));
    expect(sum(items.map(({ requests }) => requests))).toBe(60);
    for (const item of items) {
      const some = rows.filter(
        (row) => row.model_version === item.model && row.prompt_version === item.prompt_version,
      );
      const costs = some.flatMap(({ cost_usd: cost }) => (cost === null ? [] : [cost]));
      const scores = rows.flatMap((row, i) => (some.includes(row) && i % 4 === 0 ? [i / 60] : []));
      expect(item).toMatchObject({
        requests: some.length,
        scored: scores.length,
        cost_unknown: some.length - costs.length,
      });
      if (costs.length > 0) expect(item.cost_mean_usd).toBeCloseTo(sum(costs) / costs.length, 9);
      if (scores.length > 0) expect(item.score_mean).toBeCloseTo(sum(scores) / scores.length, 9);
      expect(item.score_interval === null).toBe(scores.length < 2);
    }
  });

  it('of quality take the evaluation of traffic, else the shadow evaluation, the latest of each answer', async () => {
    const startMs = NOON_MS - 300 * HOUR_MS;
    const served = Array.from({ length: 24 }, (_, i) =>
      chatLogRow(
        { model_version: ['judged', 'shadowed'][i % 2] ?? '', cost_usd: 0.01 },
        startMs + i * 60_000,
      ),
    );
    await storeTraffic(db, served);
    const expected = new Map<string, number>();
    for (const [i, row] of served.entries()) {
      if (i % 3 === 0) {
        await addEvaluation(db, newId(Date.parse(row.created_at)), row, 0.9, NOON_MS - 1);
        await addEvaluation(db, newId(Date.parse(row.created_at)), row, i / 50);
        expected.set(row.id, i / 50);
      }
      if (i % 4 < 2) {
        await addJudgement(db, row, 0.1, { evaluator: 'judge a', nowMs: NOON_MS });
        await addJudgement(db, row, 1 - i / 50, { evaluator: 'judge b', nowMs: NOON_MS + 1 });
        await addJudgement(db, row, null, { evaluator: 'judge c', nowMs: NOON_MS + 2 });
        expected.set(row.id, 1 - i / 50);
      }
    }
    await updateRollups(ctx());
    for (const hours of [1, 24]) {
      const [from, to] = [startMs, startMs + hours * HOUR_MS].map((ms) => new Date(ms).toISOString());
      const { items } = await getCostQuality(ctx(), parse({ from: from ?? '', to: to ?? '' }));
      expect(items.map(({ model }) => model).sort()).toEqual(['judged', 'shadowed']);
      for (const item of items) {
        const scores = served.flatMap((row) => {
          const score = row.model_version === item.model ? expected.get(row.id) : undefined;
          return score === undefined ? [] : [score];
        });
        const mean = sum(scores) / scores.length;
        expect(item).toMatchObject({ requests: 12, scored: scores.length });
        expect(item.score_mean).toBeCloseTo(mean, 9);
        const sd = Math.sqrt(sum(scores.map((score) => (score - mean) ** 2)) / (scores.length - 1));
        const half = ((item.score_interval?.high ?? 0) - (item.score_interval?.low ?? 0)) / 2;
        expect(half / (sd / Math.sqrt(scores.length))).toBeGreaterThan(2);
      }
    }
  });

  it('to choose from are the values that are there', async () => {
    expect(await listTrafficValues(ctx(), {})).toEqual({
      model: ['small', 'large'],
      prompt_version: expect.arrayContaining(['assistant@0', 'assistant@1', '']) as unknown,
      use_case: ['', 'search', 'support'],
      variant: ['production', 'canary'],
      upstream: [...Object.keys(ctx().config.models.upstreams), 'simulator'].sort(),
    });
  });

  it.each(RANGES)('of feedback count exchanges that are there, at their time, from %s', async (_, range) => {
    const summary = feedbackSummarySchema.parse(await summariseFeedback(ctx(), parse(range)));
    expect(summary).toMatchObject({ requests: 60, rated: 6, up: 3, down: 3 });
    expect(sum(summary.items.map(({ rated }) => rated))).toBe(6);
  });

  it('feedback of the same person is one, the latest', async () => {
    const chat_id = newId(NOON_MS);
    const give = (nowMs: number, rating: 'up' | 'down', user_id?: string) =>
      storeFeedback(
        { ...ctx(), clock: { nowMs: () => nowMs, elapsedMs: () => 0 } },
        { chat_id, rating, comment: `a\0${rating}`, user_id },
      );
    await give(NOON_MS, 'up');
    await give(NOON_MS, 'up', 'bob');
    expect(await give(NOON_MS + 5, 'down')).toEqual({
      ...{ chat_id, user_id: null, rating: 'down', comment: 'a\ufffddown' },
      created_at: new Date(NOON_MS).toISOString(),
      updated_at: new Date(NOON_MS + 5).toISOString(),
    });
    const { rows: stored } = await db.pool.query(
      'SELECT rating FROM feedback WHERE chat_id = $1 ORDER BY user_id',
      [chat_id],
    );
    expect(stored).toEqual([{ rating: 'down' }, { rating: 'up' }]);
  });
});
