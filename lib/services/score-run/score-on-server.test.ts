import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import type { ScoreRunJobData } from '#lib/contracts/events.ts';
import { isPermanent } from '#lib/domain/jobs/job.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { byModel, judges } from '#lib/testing/fake-judge.ts';
import { failureOf } from '#lib/testing/failure-of.ts';
import { recordingLog } from '#lib/testing/recording-log.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { testGateTools } from '#lib/testing/test-gate.ts';
import { startTestScorer } from '#lib/testing/test-scorer.ts';
import { answers, refuses } from '#lib/testing/upstream-scenarios.ts';
import { cancelRun } from '../runs/cancel-run.ts';
import type { GateTools } from '../gate/gate-tools.ts';
import { listVerdicts } from '../gate/list-verdicts.ts';
import { getRun } from '../runs/get-run.ts';
import type { PlanProblem, RunWorkshop } from './run-workshop.ts';
import { scoreOnServer } from './score-on-server.ts';
import { startRun } from './start-run.ts';

const newId = createIdSource();
const ada = { id: 'ada', kind: 'person', scopes: ['ci:write'] } as never;
const good = byModel({
  prod: answers({ text: 'The number is 1 exactly.' }),
  judge: judges((answer) => (answer === 'The number is 1 exactly.' ? 4 : 0)),
});

describe.each(testDatabaseKinds())('a run on the server, on %s', (kind) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  beforeEach(() => emptyTables(db, ...RUN_TABLES, 'audit_entries'));
  afterAll(() => db.close());

  async function start(
    changes: { problems?: PlanProblem[]; isDatabaseAway?: () => boolean; gate?: GateTools } = {},
  ) {
    const scorer = await startTestScorer();
    const forgotten: string[] = [];
    const jobs: ScoreRunJobData[] = [];
    const { config } = scorer.ctx;
    const runs: RunWorkshop = {
      plan: (runId, { tags }) =>
        Promise.resolve(
          changes.problems
            ? { ok: false, problems: changes.problems }
            : { ok: true, config, plan: { ...scorer.plan, runId, tags } },
        ),
      open: () => Promise.resolve({ ctx: scorer.ctx, close: () => Promise.resolve() }),
      forget: (runId) => {
        forgotten.push(runId);
        return Promise.resolve();
      },
    };
    const ctx = {
      ...{ pool: db.pool, runs, sha256Hex, newId, models: scorer.ctx.models, config },
      gate: changes.gate ?? testGateTools(),
      log: recordingLog(),
      clock: { nowMs: () => NOON_MS, elapsedMs: () => performance.now() },
      sleep: () => Promise.resolve(),
      isDatabaseAway: changes.isDatabaseAway ?? (() => false),
      jobs: {
        enqueueRun: (_client: unknown, job: ScoreRunJobData) => {
          jobs.push(job);
          return Promise.resolve();
        },
      } as never,
    };
    return { ctx, jobs, forgotten, upstream: scorer.upstream };
  }

  async function queued(changes: Parameters<typeof start>[0] = {}) {
    const started = await start(changes.gate ? { gate: changes.gate } : {});
    const outcome = await startRun(started.ctx, ada, { tags: { branch: 'main' } });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    const [job] = started.jobs;
    if (!job) throw new Error('no job');
    const ctx = {
      ...started.ctx,
      ...(changes.isDatabaseAway ? { isDatabaseAway: changes.isDatabaseAway } : {}),
    };
    return { ...started, ctx, job, runId: outcome.runId, run: () => getRun(ctx, outcome.runId) };
  }

  it('waits as a row and a job, which carry what was asked', async () => {
    const { job, runId, run } = await queued();
    expect(job).toEqual({ run_id: runId, created_by: 'ada', tags: { branch: 'main' } });
    expect(await run()).toMatchObject({
      ...{ state: 'queued', source: 'server', created_by: 'ada', examples: 4, overall: null },
      tags: { branch: 'main' },
    });
    const audit = await db.pool.query(`SELECT actor, action, target FROM audit_entries`);
    expect(audit.rows).toEqual([{ actor: 'ada', action: 'run.start', target: runId }]);
  });

  it('that can not be planned is never queued', async () => {
    const { ctx, jobs } = await start({
      problems: [{ choice: 'dataset', message: 'golden.jsonl: there is no such file' }],
    });
    expect(await startRun(ctx, ada, { tags: {} })).toEqual({
      ok: false,
      problems: [{ choice: 'dataset', message: 'golden.jsonl: there is no such file' }],
    });
    expect(jobs).toEqual([]);
  });

  it('is scored and stored with every example and its tags', async () => {
    const { ctx, job, run, upstream, forgotten, runId } = await queued();
    upstream.play(good);
    expect(await scoreOnServer(ctx, job)).toBe('stored');
    const detail = await run();
    expect(detail).toMatchObject({ state: 'finished', quality: 'degraded', examples: 4 });
    expect(detail?.overall).toBeGreaterThan(0.5);
    expect(detail?.tags).toEqual({ branch: 'main' });
    expect(forgotten).toEqual([runId]);
  });

  it('done twice is stored once', async () => {
    const { ctx, job, upstream } = await queued();
    upstream.play(good);
    await scoreOnServer(ctx, job);
    const calls = upstream.calls.length;
    expect(await scoreOnServer(ctx, job)).toBe('not wanted');
    expect(upstream.calls).toHaveLength(calls);
  });

  it('has one verdict, however often it is done', async () => {
    const { ctx, job, upstream, runId } = await queued();
    upstream.play(good);
    await scoreOnServer(ctx, job);
    await scoreOnServer(ctx, job);
    const page = await listVerdicts(ctx, { limit: 10 });
    expect(page?.items).toMatchObject([{ run_id: runId, created_by: 'server', rule: 'absolute' }]);
  });

  it('that was stored before the process died has its verdict after all', async () => {
    const { ctx, job, upstream, runId } = await queued();
    upstream.play(good);
    await scoreOnServer(ctx, job);
    await emptyTables(db, 'verdicts');
    expect(await scoreOnServer(ctx, job)).toBe('not wanted');
    expect((await listVerdicts(ctx, { limit: 10 }))?.items).toMatchObject([{ run_id: runId }]);
  });

  it('is finished though the gate broke', async () => {
    const broken = { ...testGateTools(), decide: () => Promise.reject(new Error('the gate broke')) };
    const { ctx, job, upstream, run } = await queued({ gate: broken });
    upstream.play(good);
    expect(await scoreOnServer(ctx, job)).toBe('stored');
    expect(await run()).toMatchObject({ state: 'finished', error: null });
    expect(ctx.log.entries.map(({ message }) => message)).toContain('a run could not be judged');
    expect((await listVerdicts(ctx, { limit: 10 }))?.items).toEqual([]);
  });

  it('that was cancelled before its turn asks nobody', async () => {
    const { ctx, job, upstream, run, runId } = await queued();
    await cancelRun(ctx, ada, runId);
    expect(await scoreOnServer(ctx, job)).toBe('not wanted');
    expect(upstream.calls).toHaveLength(0);
    expect((await run())?.state).toBe('cancelled');
  });

  it('whose model gives no answer ends as failed, with the reason, and is not tried again', async () => {
    const { ctx, job, upstream, run } = await queued();
    upstream.play(refuses(401, 'wrong key'));
    expect(isPermanent(await failureOf(scoreOnServer(ctx, job)))).toBe(true);
    const detail = await run();
    expect(detail).toMatchObject({ state: 'failed' });
    expect(detail?.error).toContain('wrong key');
  });

  it('is tried again when the database was away', async () => {
    const { ctx, job, upstream, run } = await queued({ isDatabaseAway: () => true });
    upstream.play(refuses(401, 'as if the database had gone'));
    expect(isPermanent(await failureOf(scoreOnServer(ctx, job)))).toBe(false);
    expect((await run())?.state).toBe('running');
    upstream.play(good);
    expect(await scoreOnServer(ctx, job)).toBe('stored');
  });
});
