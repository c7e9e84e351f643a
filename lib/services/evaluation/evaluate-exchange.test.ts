import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { md5Hex } from '#lib/adapters/crypto/digest.ts';
import { storedSteps } from '#lib/adapters/jobs/step-store.ts';
import { isLabelledTwice, labelPosition } from '#lib/domain/evaluation/decide.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { PermanentJobError } from '#lib/domain/jobs/job.ts';
import { chatLogRow, linesOf, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { createFakeJobQueue, type FakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import { judgedAnswer, judges, verdict } from '#lib/testing/fake-judge.ts';
import type { Scenario } from '#lib/testing/fake-upstream.ts';
import { failureOf } from '#lib/testing/failure-of.ts';
import type { ConfigChanges } from '#lib/testing/test-config.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { startTestModels } from '#lib/testing/test-models.ts';
import { answers, refuses } from '#lib/testing/upstream-scenarios.ts';
import { getCosts } from '../costs/get-costs.ts';
import { Ledger } from '../gateway/ledger.ts';
import { storeChatLogs } from '../store-chat-logs.ts';
import { retain } from '../rollups/retain.ts';
import { updateRollups } from '../rollups/update-rollups.ts';
import { evaluateExchange } from './evaluate-exchange.ts';
import { sampledEvaluations } from './sampled-evaluations.ts';

const CALL_USD = (6 * 2 + 4 * 1 + 20 * 4) / 1e6;
const AT_ONCE = { 'retry-after-ms': '1' };
const LATER_MS = NOON_MS + 60_000;
const DAY_MS = 86_400_000;
const TABLES = [
  ...['chat_logs', 'evaluations', 'label_queue', 'label_claims', 'job_steps', 'fake_evaluations'],
  ...['rollup_marks', 'rollup_values', 'rollup_state', 'evaluation_rollups'],
];

interface StoredEvaluation {
  source: string;
  evaluator: string;
  score: number | null;
  failure: string | null;
  details: Record<string, unknown>;
  cost_usd: number | null;
  judge_model: string | null;
}

describe.each(testDatabaseKinds())('evaluateExchange on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(() => emptyTables(db, ...TABLES));
  afterAll(() => db.close());

  async function start(
    judge: Scenario = judges(() => 4),
    row: Partial<ChatLogRow> = {},
    config: ConfigChanges = {},
  ) {
    const models = await startTestModels(config);
    models.upstream.play(judge);
    const clock = { nowMs: () => LATER_MS, elapsedMs: () => performance.now() };
    const ctx = { ...models, pool: db.pool, jobs, clock, md5Hex, ledger: new Ledger() };
    const log = chatLogRow(row);
    await storeChatLogs(ctx, linesOf([log]));
    const steps = storedSteps(db.pool, randomUUID());
    const run = (isJudged = true, step = steps) =>
      evaluateExchange(ctx, { chat_log_id: log.id, is_judged: isJudged }, step);
    return { ctx, run, log, calls: models.upstream.calls };
  }
  const stored = async () => {
    const { rows } = await db.pool.query<StoredEvaluation>(
      'SELECT * FROM evaluations ORDER BY source, evaluator',
    );
    return rows;
  };
  const queued = async () => (await db.pool.query<Record<string, unknown>>('SELECT * FROM label_queue')).rows;

  it('stores what rules and the judge find, with what explains it, and queues the exchange for labels', async () => {
    const row = { use_case: 'support', prompt_version: 'v2', variant: 'canary', rollout_id: randomUUID() };
    const { run, log, calls } = await start(
      judges(() => 4),
      row,
    );
    expect(await run()).toBe('judged');
    const [heuristics, judge] = await stored();
    expect(heuristics).toMatchObject({
      ...{ chat_created_at: new Date(NOON_MS), chat_id: log.id, source: 'heuristics', score: 1 },
      ...{ failure: null, cost_usd: null, judge_model: null, model_version: 'prod', ...row },
      evaluator: expect.stringMatching(/^heuristics-1@[0-9a-f]{8}$/) as string,
    });
    expect(heuristics?.details.checks).toHaveLength(6);
    expect(judge).toMatchObject({
      ...{ source: 'judge', score: 0.8, failure: null, judge_model: 'judge', ...row },
      evaluator: expect.stringMatching(/^judge shadow@[0-9a-f]{8}$/) as string,
      details: { criteria: verdict(4).criteria, failed_required: [], injection_suspected: false },
    });
    expect(judge?.cost_usd).toBeCloseTo(CALL_USD, 12);
    expect(calls.map(judgedAnswer)).toEqual([log.response]);
    expect(calls[0]?.body).not.toMatch(/prod\b|canary\b(?! release)/);
    expect(await queued()).toEqual([
      {
        ...{ chat_created_at: new Date(NOON_MS), chat_id: log.id, labels: 0 },
        position: labelPosition(log.id, md5Hex).toString(),
        wanted: isLabelledTwice(log.id, 20, md5Hex) ? 2 : 1,
      },
    ]);
  });

  it('asks no judge about an exchange that was not chosen for it', async () => {
    const { run, calls } = await start();
    expect(await run(false)).toBe('heuristics');
    expect((await stored()).map(({ source }) => source)).toEqual(['heuristics']);
    expect(calls).toEqual([]);
    expect(await queued()).toEqual([]);
  });

  it('stores once and pays once, however often and at whatever time it runs', async () => {
    const { run, calls } = await start();
    await run();
    expect(await run()).toBe('duplicate');
    expect(await run(true, storedSteps(db.pool, randomUUID()))).toBe('duplicate');
    expect(calls).toHaveLength(1);
    expect(await stored()).toHaveLength(2);
    expect(await queued()).toHaveLength(1);
  });

  it('stores once when several run at the same time', async () => {
    const { run } = await start();
    const outcomes = await Promise.all([1, 2, 3].map(() => run(true, storedSteps(db.pool, randomUUID()))));
    expect(outcomes.sort()).toEqual(['duplicate', 'duplicate', 'judged']);
    expect(await stored()).toHaveLength(2);
    expect(await queued()).toHaveLength(1);
  });

  it('does not pay again when storing had failed after the judge had answered', async () => {
    const { run, calls } = await start();
    await db.pool.query('ALTER TABLE label_queue RENAME TO label_queue_away');
    await expect(run()).rejects.toThrow(/label_queue/);
    await db.pool.query('ALTER TABLE label_queue_away RENAME TO label_queue');
    expect((await stored()).map(({ source }) => source)).toEqual(['heuristics']);
    expect(await run()).toBe('judged');
    expect(calls).toHaveLength(1);
    expect(await queued()).toHaveLength(1);
  });

  it('may be tried again when the judge is away, with the heuristics kept', async () => {
    const { run } = await start(refuses(500, 'oops', AT_ONCE));
    const error = await failureOf(run());
    expect(error).not.toBeInstanceOf(PermanentJobError);
    expect((await stored()).map(({ source }) => source)).toEqual(['heuristics']);
  });

  it('stores a missing score, and never 0, when the judge talks nonsense, and queues nothing', async () => {
    const { run } = await start(answers({ text: 'hm' }));
    expect(await run()).toBe('judged');
    const [, judge] = await stored();
    expect(judge?.score).toBeNull();
    expect(judge?.failure).toMatch(/not usable/);
    expect(judge?.cost_usd).toBeCloseTo(2 * CALL_USD, 12);
    expect(await queued()).toEqual([]);
  });

  it('scores an empty answer 0 by rule without asking the judge', async () => {
    const { run, calls } = await start(
      judges(() => 5),
      { response: '' },
    );
    await run();
    expect((await stored()).map(({ source, score }) => [source, score])).toEqual([
      ['heuristics', 0],
      ['judge', 0],
    ]);
    expect(calls).toEqual([]);
  });

  it('shows the judge tool calls where there is no text', async () => {
    const toolCalls = [{ id: 'c', type: 'function', function: { name: 'look_up', arguments: '{"a":1}' } }];
    const { run, calls } = await start(
      judges(() => 5),
      { response: null, tool_calls: toolCalls },
    );
    await run();
    expect(JSON.parse(calls.map(judgedAnswer)[0] ?? '')).toEqual(toolCalls);
  });

  it.each([
    ['an exchange that is gone', {}, true],
    ['one whose text is not stored', { response: null }, false],
  ] as const)('gives up for good without %s', async (_, row, isGone) => {
    const { run, calls } = await start(
      judges(() => 5),
      row,
    );
    if (isGone) await emptyTables(db, 'chat_logs');
    expect(await failureOf(run())).toBeInstanceOf(PermanentJobError);
    expect(await stored()).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('books what it pays as costs of the judge, and stops at their limit', async () => {
    const budgets = (judge: number) => ({
      budgets: { monthly_usd: { production: null, shadow: 0, judge, ci: null } },
    });
    const { ctx, run } = await start(
      judges(() => 4),
      { use_case: 'support' },
      budgets(CALL_USD),
    );
    expect(await run()).toBe('judged');
    await updateRollups(ctx);
    const costs = await getCosts(ctx, {});
    expect(costs.totals.find(({ purpose }) => purpose === 'judge')).toEqual({
      ...{ purpose: 'judge', cost_usd: expect.closeTo(CALL_USD, 12) as number, calls: 1, unknown_calls: 0 },
    });
    expect(costs.by_use_case).toContainEqual(
      expect.objectContaining({ purpose: 'judge', use_case: 'support' }),
    );
    expect(costs.shadow_stopped).not.toBeNull();

    const later = await start(
      judges(() => 4),
      {},
      budgets(CALL_USD),
    );
    expect(await later.run()).toBe('over_budget');
    expect(later.calls).toEqual([]);
    const above = await start(
      judges(() => 4),
      {},
      budgets(1),
    );
    expect(await above.run()).toBe('judged');
  });

  it('goes with its exchange when that is too old, but for what it cost', async () => {
    const { ctx, run } = await start();
    await run();
    await updateRollups(ctx);
    const config = { ...ctx.config, telemetry: { ...ctx.config.telemetry } };
    config.telemetry.retention = { raw_days: 1, minute_days: null };
    const later = { ...ctx, config, clock: { ...ctx.clock, nowMs: () => NOON_MS + 3 * DAY_MS } };
    await retain(later);
    expect(await stored()).toEqual([]);
    expect(await queued()).toEqual([]);
    const costs = await getCosts(later, { from: new Date(NOON_MS - DAY_MS).toISOString() });
    expect(costs.totals.find(({ purpose }) => purpose === 'judge')?.cost_usd).toBeCloseTo(CALL_USD, 12);
  });

  it('stores what the judge says with U+0000 and half characters in it', async () => {
    const text = JSON.stringify(verdict(3)).replaceAll('because', 'a\\u0000\\ud800b');
    const { run } = await start(answers({ text }));
    expect(await run()).toBe('judged');
    expect(JSON.stringify((await stored())[1]?.details)).toContain('\ufffd');
  });

  describe('sampling', () => {
    const chosenOf = async (rows: readonly ChatLogRow[], evaluation: ConfigChanges['evaluation']) => {
      const { ctx } = await start(
        judges(() => 4),
        {},
        { evaluation: evaluation ?? {} },
      );
      const chosen: { id: string; data: { chat_log_id: string; is_judged: boolean } }[] = [];
      const enqueueEvaluations = sampledEvaluations((_client, added) => {
        chosen.push(...added);
        return Promise.resolve();
      }, ctx);
      await storeChatLogs({ ...ctx, jobs: { ...jobs, enqueueEvaluations } }, linesOf(rows));
      return chosen;
    };

    it('takes answered exchanges with a text, once', async () => {
      const good = [chatLogRow(), chatLogRow({ response: null, tool_calls: [{ id: 'c' }] })];
      const others = [
        chatLogRow({ status: 'error', response: 'half an' }),
        chatLogRow({ response: null, prompt: null, privacy: 'hash_only' }),
      ];
      const rows = [...good, ...others];
      const chosen = await chosenOf(rows, { sample_percentage: 100 });
      expect(chosen.map(({ data }) => data)).toEqual(
        good.map(({ id }) => ({ chat_log_id: id, is_judged: false })),
      );
      expect(new Set(chosen.map(({ id }) => id)).size).toBe(2);
      for (const { id, data } of chosen) expect(id).not.toBe(data.chat_log_id);
      expect(await chosenOf(rows, { sample_percentage: 100 })).toEqual([]);
    });

    it('takes another share of the exchanges of rollouts', async () => {
      const ofRollout = [chatLogRow({ rollout_id: randomUUID() }), chatLogRow({ rollout_id: randomUUID() })];
      const chosen = await chosenOf([chatLogRow(), ...ofRollout], { rollout_quality_percentage: 100 });
      expect(chosen.map(({ data }) => data)).toEqual(
        ofRollout.map(({ id }) => ({ chat_log_id: id, is_judged: true })),
      );
    });

    it('is not even asked where nothing is to be evaluated', async () => {
      await start(
        judges(() => 4),
        { rollout_id: randomUUID() },
        { evaluation: { rollout_quality_percentage: 0 } },
      );
      await start();
      expect(await jobs.offered()).toEqual([]);
      const { log } = await start(
        judges(() => 4),
        { rollout_id: randomUUID() },
      );
      expect(await jobs.offered()).toEqual([{ chat_log_id: log.id, is_of_rollout: true }]);
    });
  });
});
