import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agreementSchema } from '#lib/contracts/agreement.ts';
import {
  evaluationPageSchema,
  evaluationSummarySchema,
  ruleFindingsSchema,
  type Evaluation,
} from '#lib/contracts/evaluations.ts';
import type { ApiContext } from '#lib/http/define-route.ts';
import { updateRollups } from '#lib/services/rollups/update-rollups.ts';
import { chatLogRow, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { addEvaluationRow, addJudgement, TEST_JUDGE } from '#lib/testing/evaluation-rows.ts';
import { EVALUATION_TABLES, evaluationRoutes, labelDesk } from '#lib/testing/label-desk.ts';
import { serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';

const MINUTE_MS = 60_000;

describe.each(testDatabaseKinds())('the API of evaluations on %s', (kind) => {
  let db: TestDatabase;
  let url: string;
  let routes: TestRoutes;
  let desk: ReturnType<typeof labelDesk>;
  let ctx: ApiContext;
  let nowMs: number;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    desk = labelDesk(db, () => url);
    ctx = testApiContext(db, () => nowMs);
    routes = await evaluationRoutes(ctx);
  });
  beforeEach(async () => {
    nowMs = NOON_MS;
    await emptyTables(db, ...EVALUATION_TABLES);
    url = await serveRoutes(routes);
  });
  afterAll(() => db.close());

  it('lists evaluations by page, and by what they are narrowed down to', async () => {
    const rows = await desk.judged([0.1, 0.2, 0.3]);
    const details = { checks: [{ check: 'empty', outcome: 'passed', finding: 'has text' }] };
    for (const row of rows)
      await addEvaluationRow(db, row, { source: 'heuristics', evaluator: 'heuristics-1@0', details });
    const missing = chatLogRow({ use_case: 'support', variant: 'canary', prompt_version: 'v2' }, NOON_MS - 1);
    await addJudgement(db, missing, null);
    const seen: Evaluation[] = [];
    for (let cursor = ''; ;) {
      const { body } = await desk.call('viewer', 'GET', `/evaluations?limit=2${cursor}`);
      const page = evaluationPageSchema.parse(body);
      seen.push(...page.items);
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(seen).toHaveLength(7);
    expect(seen.map(({ chat_created_at: time }) => time)).toEqual(
      seen
        .map(({ chat_created_at: time }) => time)
        .toSorted()
        .reverse(),
    );
    const sizes = async (query: string) => (await desk.list(query)).length;
    expect(await sizes('?source=judge')).toBe(4);
    expect(await sizes('?source=judge&scored=true')).toBe(3);
    expect(await sizes('?scored=false&use_case=support&variant=canary&prompt_version=v2')).toBe(1);
    expect(await sizes('?use_case=')).toBe(6);
    expect(await sizes(`?evaluator=${encodeURIComponent(TEST_JUDGE)}&model=prod`)).toBe(4);
    expect(await sizes(`?from=${new Date(NOON_MS - 2 * MINUTE_MS).toISOString()}&source=judge`)).toBe(3);
    expect((await desk.list('?scored=false'))[0]).toMatchObject({ score: null, failure: 'nothing usable' });
    for (const bad of [
      '?cursor=x',
      `?cursor=${Buffer.from('["a","b","c"]').toString('base64url')}`,
      '?source=x',
    ])
      expect((await desk.call('viewer', 'GET', `/evaluations${bad}`)).status).toBe(422);
  });

  it('sums up means with intervals, missing scores apart, as SQL does', async () => {
    const rows = await desk.judged([0.2, 0.4, 0.9]);
    await addJudgement(db, chatLogRow({ model_version: 'other' }, NOON_MS - MINUTE_MS), null);
    if (rows[0]) await desk.label('editor', rows[0], { score: 5 });
    for (const isRolledUp of [false, true]) {
      if (isRolledUp) await updateRollups(ctx);
      const { body } = await desk.call('viewer', 'GET', '/evaluations/summary');
      const summary = evaluationSummarySchema.parse(body);
      const judge = summary.totals.find(({ source }) => source === 'judge');
      expect(judge).toMatchObject({ evaluations: 4, scored: 3, missing_share: 0.25 });
      const { rows: found } = await db.pool.query<{ mean: number; sd: number }>(
        `SELECT avg(score) AS mean, stddev_samp(score) AS sd FROM evaluations WHERE source = 'judge'`,
      );
      expect(judge?.mean).toBeCloseTo(found[0]?.mean ?? 0, 12);
      // t(0.975, 2) = 4.302653; cut to [0, 1].
      const half = (4.302653 * (found[0]?.sd ?? 0)) / Math.sqrt(3);
      expect(judge?.low).toBeCloseTo(Math.max(0, (found[0]?.mean ?? 0) - half), 5);
      expect(judge?.high).toBeCloseTo(Math.min(1, (found[0]?.mean ?? 0) + half), 5);
      expect(summary.items).toContainEqual({
        ...{ source: 'judge', evaluator: TEST_JUDGE, model: 'other', prompt_version: null },
        ...{ evaluations: 1, scored: 0, missing_share: 1, mean: null, low: null, high: null },
      });
      expect(summary.totals.find(({ source }) => source === 'human')).toMatchObject({ scored: 1, mean: 1 });
      expect(summary.totals.find(({ source }) => source === 'heuristics')).toMatchObject({
        ...{ evaluations: 0, missing_share: null, mean: null },
      });
      const inSeries = summary.series.filter(({ source }) => source === 'judge');
      expect(inSeries.reduce((sum, point) => sum + point.evaluations, 0)).toBe(4);
      const narrow = await desk.call('viewer', 'GET', '/evaluations/summary?model=other&source=judge');
      expect(evaluationSummarySchema.parse(narrow.body).items).toHaveLength(1);
    }
  });

  it('counts how often each rule fired, before and after rolling up, and lists the answers', async () => {
    const found: [minutes: number, model: string, outcomes: Record<string, string>][] = [
      [1, 'prod', { empty: 'passed', refusal: 'failed', language: 'not_applicable' }],
      [1, 'prod', { empty: 'passed', refusal: 'passed', length: 'failed' }],
      [4, 'other', { empty: 'passed', refusal: 'failed', length: 'failed' }],
      [8, 'prod', { empty: 'failed' }],
    ];
    for (const [minutes, model, outcomes] of found) {
      const row = chatLogRow({ model_version: model }, NOON_MS - minutes * MINUTE_MS);
      const checks = Object.entries(outcomes).map(([check, outcome]) => ({
        check,
        outcome,
        finding: 'seen',
      }));
      const failed = Object.values(outcomes).filter((outcome) => outcome === 'failed').length;
      const score = 1 - failed / Object.keys(outcomes).length;
      await addEvaluationRow(db, row, { source: 'heuristics', evaluator: 'h', score, details: { checks } });
    }
    await desk.judged([0.2]);
    const counts = async (query = '') => {
      const { body } = await desk.call('viewer', 'GET', `/evaluations/rules${query}`);
      const findings = ruleFindingsSchema.parse(body);
      for (const { failed, applied, series } of findings.items)
        expect([
          series.reduce((sum, point) => sum + point.failed, 0),
          series.reduce((sum, { applied: n }) => sum + n, 0),
        ]).toEqual([failed, applied]);
      const items = findings.items.map(({ rule, failed, applied, share }) => [
        rule,
        [failed, applied, share],
      ]);
      return { evaluations: findings.evaluations, ...(Object.fromEntries(items) as object) };
    };
    for (const isRolledUp of [false, true]) {
      if (isRolledUp) await updateRollups(ctx);
      expect(await counts()).toEqual({
        ...{ evaluations: 4, empty: [1, 4, 0.25], length: [2, 2, 1], language: [0, 0, null] },
        ...{ refusal: [2, 3, 2 / 3], repetition: [0, 0, null], keywords: [0, 0, null] },
      });
      const ofOther = await counts('?model=other');
      expect(ofOther).toMatchObject({ evaluations: 1, refusal: [1, 1, 1] });
      const lately = await counts(`?from=${new Date(NOON_MS - 6 * MINUTE_MS).toISOString()}`);
      expect(lately).toMatchObject({ evaluations: 3, empty: [0, 3, 0] });
    }
    const { rows } = await db.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM evaluations, jsonb_array_elements(details->'checks') AS c
       WHERE source = 'heuristics' AND c->>'check' = 'refusal' AND c->>'outcome' = 'failed'`,
    );
    const refused = await desk.list('?failed_rule=refusal');
    expect(refused).toHaveLength(rows[0]?.n ?? 0);
    expect(refused.map((item) => item.model_version)).toEqual(['prod', 'other']);
    expect(await desk.list('?failed_rule=repetition')).toEqual([]);
    expect((await desk.call('viewer', 'GET', '/evaluations?failed_rule=none')).status).toBe(422);
    expect((await desk.call('viewer', 'GET', '/evaluations/rules?source=judge')).status).toBe(422);
    expect((await desk.call(null, 'GET', '/evaluations/rules')).status).toBe(401);
  });

  it('compares the judge with people on what the queue drew, and corrects its mean', async () => {
    const scores = [1, 1, 0.8, 0.8, 0.4, 0.2, 0.6, 1];
    const rows = await desk.judged(scores, 2);
    const scoreOf = new Map(
      (await desk.list('?source=judge')).map((item) => [item.chat_id, item.score ?? 0]),
    );
    // People see it as the judge does, less a fifth; two of the eight are not labelled.
    const drawn = rows.slice(0, 6);
    for (const row of drawn) {
      await desk.next('editor');
      const points = Math.max(0, Math.round((scoreOf.get(row.id) ?? 0) * 5) - 1);
      expect((await desk.label('editor', row, { score: points })).body).toMatchObject({
        details: { origin: 'queue' },
      });
    }
    const [first, second] = drawn;
    const [last] = rows.slice(7);
    if (!first || !second || !last) throw new Error('no rows');
    await desk.next('ci');
    await desk.label('ci', first, { score: 5 });
    await desk.next('ci');
    await desk.label('ci', second, { verdict: 'skip' });
    await desk.label('admin', last, { score: 0 });

    const agreement = agreementSchema.parse(
      (await desk.call('viewer', 'GET', '/evaluations/agreement')).body,
    );
    expect(agreement).toMatchObject({
      ...{ evaluator: TEST_JUDGE, evaluators: [{ evaluator: TEST_JUDGE, labelled: 6 }], pass_score: 0.6 },
      counts: { judged: 8, labelled: 6, labels: 7, people: 2, skipped: 1, chosen: 1 },
    });
    expect(agreement.levels.flat().reduce((sum, count) => sum + count, 0)).toBe(6);
    const { both_pass: a, both_fail: b, only_judge_passes: c, only_people_pass: d } = agreement.verdicts;
    expect(a + b + c + d).toBe(6);
    const human = drawn.map((row, i) => {
      const own = Math.max(0, Math.round((scoreOf.get(row.id) ?? 0) * 5) - 1) / 5;
      return i === 0 ? (own + 1) / 2 : own;
    });
    expect(agreement.label_mean.value).toBeCloseTo(human.reduce((sum, each) => sum + each, 0) / 6, 9);
    expect(agreement.judge_mean.value).toBeCloseTo(scores.reduce((sum, each) => sum + each, 0) / 8, 9);
    expect(agreement.corrected_mean.value).toBeLessThan(agreement.judge_mean.value ?? 0);
    expect(agreement.human_alpha.value).not.toBeNull();
    const other = await desk.call('viewer', 'GET', '/evaluations/agreement?evaluator=nobody');
    expect(other.body).toMatchObject({ evaluator: 'nobody', counts: { judged: 0, labelled: 0 } });
  });

  it('says nothing of agreement without any judge', async () => {
    const agreement = agreementSchema.parse(
      (await desk.call('viewer', 'GET', '/evaluations/agreement')).body,
    );
    expect(agreement).toMatchObject({
      ...{ evaluator: null, evaluators: [], counts: { judged: 0, labelled: 0 } },
      ...{ alpha: { value: null }, corrected_mean: { value: null }, lambda: null, youden: null },
    });
  });
});
