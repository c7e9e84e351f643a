import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { md5Hex } from '#lib/adapters/crypto/digest.ts';
import { storedSteps } from '#lib/adapters/jobs/step-store.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { PermanentJobError, type JobStep } from '#lib/domain/jobs/job.ts';
import { rougeL } from '#lib/domain/metrics/rouge-l.ts';
import { failureOf } from '#lib/testing/failure-of.ts';
import { chatLogRow, linesOf, NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { byModel, judgedAnswer, judges, modelOf, verdict } from '#lib/testing/fake-judge.ts';
import { sentBody, type Scenario } from '#lib/testing/fake-upstream.ts';
import { testConfig, type ConfigChanges } from '#lib/testing/test-config.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';
import { startTestModels } from '#lib/testing/test-models.ts';
import { TestRouter } from '#lib/testing/test-router.ts';
import { answers, hangs, refuses, refusesIf, repliesWith } from '#lib/testing/upstream-scenarios.ts';
import { createFakeJobQueue, type FakeJobQueue } from '#lib/testing/fake-job-queue.ts';
import { Ledger } from './gateway/ledger.ts';
import { getShadowEval, listShadowEvals } from './list-shadow-evals.ts';
import { scoreShadow } from './score-shadow.ts';
import { storeChatLogs } from './store-chat-logs.ts';

const SERVED = 'A canary release goes to a few users first.';
const CANDIDATE = 'It goes to a few users.';
const CALL_USD = (6 * 2 + 4 * 1 + 20 * 4) / 1e6;
const AT_ONCE = { 'retry-after-ms': '1' };
const EVALUATED_MS = NOON_MS + 60_000;

describe.each(testDatabaseKinds())('scoreShadow on %s', (kind) => {
  let db: TestDatabase;
  let jobs: FakeJobQueue;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    jobs = await createFakeJobQueue(db.pool);
  });
  beforeEach(() => emptyTables(db, 'chat_logs', 'shadow_evals', 'job_steps'));
  afterAll(() => db.close());

  /** An exchange in the database, models that do as told, and the job that scores the one with the others. */
  async function start(
    scenarios: { candidate?: Scenario; judge?: Scenario } = {},
    row: Partial<ChatLogRow> = {},
    config: ConfigChanges = {},
  ) {
    const models = await startTestModels(config);
    models.upstream.play(
      byModel({
        candidate: scenarios.candidate ?? answers({ text: CANDIDATE }),
        judge: scenarios.judge ?? judges((answer) => (answer === SERVED ? 4 : 3)),
      }),
    );
    const log = chatLogRow({ response: SERVED, is_sampled: true, ...row });
    await storeChatLogs({ ...models, pool: db.pool, jobs, ledger: new Ledger() }, linesOf([log]));
    const clock = { nowMs: () => EVALUATED_MS, elapsedMs: () => performance.now() };
    const steps = storedSteps(db.pool, randomUUID());
    const router = new TestRouter('prod', []);
    const ledger = new Ledger();
    const run = (step: JobStep = steps) =>
      scoreShadow(
        { ...models, pool: db.pool, prisma: db.prisma, clock, md5Hex, router, ledger },
        { chat_log_id: log.id, candidate_model: 'candidate' },
        step,
      );
    return {
      run,
      log,
      calls: (model: string) => models.upstream.calls.filter((call) => modelOf(call) === model),
      upstream: models.upstream,
      ...{ router, ledger },
    };
  }
  const evals = async () =>
    (await listShadowEvals({ prisma: db.prisma, config: testConfig('') }, { limit: 50, show: 'all' }))
      ?.items ?? [];
  async function onlyEval() {
    const [only, ...others] = await evals();
    if (!only || others.length > 0) throw new Error(`expected one evaluation, not ${others.length + 1}`);
    return only;
  }

  it('stores both scores, their difference, what they cost and all that explains them', async () => {
    const { run, log } = await start();
    expect(await run()).toBe('stored');
    const stored = await onlyEval();
    expect(stored).toMatchObject({
      ts: log.created_at,
      chat_log_id: log.id,
      prompt_hash: log.prompt_hash,
      prod_model: 'prod',
      shadow_model: 'candidate',
      prod_score: 0.8,
      shadow_score: 0.6,
      status: 'scored',
      missing_reason: null,
      judge_model: 'judge',
      rubric_version: expect.stringMatching(/^shadow@[0-9a-f]{8}$/) as string,
      evaluated_at: new Date(EVALUATED_MS).toISOString(),
      prompt: log.prompt,
      prod_response: SERVED,
      shadow_response: CANDIDATE,
      prod_judgement: verdict(4),
      shadow_judgement: verdict(3),
    });
    expect(stored.delta).toBeCloseTo(-0.2, 12);
    expect(stored.similarity).toBe(rougeL(SERVED, CANDIDATE)?.f1);
    expect(stored.shadow_cost_usd).toBeCloseTo(CALL_USD, 12);
    expect(stored.judge_cost_usd).toBeCloseTo(2 * CALL_USD, 12);
    expect(stored.shadow_latency_ms).toBeGreaterThan(0);
    expect(await getShadowEval(db, stored.id)).toEqual(stored);
  });

  it('asks the candidate what production was asked, and the judge about both without saying whose they are', async () => {
    const { run, calls } = await start();
    await run();
    expect(calls('candidate').map(sentBody)).toEqual([
      { model: 'candidate', messages: [{ role: 'user', content: chatLogRow().prompt }], stream: false },
    ]);
    expect(calls('judge').map(judgedAnswer)).toEqual([SERVED, CANDIDATE]);
    for (const { body } of calls('judge')) expect(body).not.toMatch(/candidate|prod\b/);
  });

  it('repeats messages and parameters of /v1', async () => {
    const messages = [
      { role: 'system', content: 'Be \u{0} brief.' },
      { role: 'user', content: 'Hi 🌍' },
    ];
    const parameters = { temperature: 0.3, max_tokens: 50, tools: [{ type: 'function' }] };
    const { run, calls } = await start(
      {},
      { surface: 'v1', prompt: JSON.stringify(messages), request_parameters: parameters },
    );
    await run();
    expect(calls('candidate').map(sentBody)).toEqual([
      { ...parameters, model: 'candidate', messages, stream: false },
    ]);
  });

  it('takes tool calls for the answer of a candidate that says nothing else', async () => {
    const toolCalls = [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }];
    const { run } = await start({ candidate: answers({ text: null, toolCalls }) });
    await run();
    expect((await onlyEval()).shadow_response).toBe(JSON.stringify(toolCalls));
  });

  it('stores once when it is run twice, and pays nothing the second time', async () => {
    const { run, upstream } = await start();
    expect(await run()).toBe('stored');
    const paid = upstream.calls.length;
    expect(await run()).toBe('duplicate');
    expect(await run(storedSteps(db.pool, randomUUID()))).toBe('duplicate');
    expect(upstream.calls).toHaveLength(paid);
    expect(await evals()).toHaveLength(1);
  });

  it('stores once when two run at the same time', async () => {
    const { run } = await start();
    const alone = () => run(storedSteps(db.pool, randomUUID()));
    const outcomes = await Promise.all([alone(), alone(), alone()]);
    expect(outcomes.sort()).toEqual(['duplicate', 'duplicate', 'stored']);
    expect(await evals()).toHaveLength(1);
  });

  it('keeps nothing of the answer of the candidate that may not be stored', async () => {
    const privacy = { ...testConfig('').privacy, mode: 'redacted' as const };
    const leaky = { candidate: answers({ text: 'Write to ada@example.com' }) };
    const { run } = await start(leaky, {}, { privacy });
    await run();
    expect(await evals()).toMatchObject([{ shadow_response: 'Write to [email]' }]);
    const { rows } = await db.pool.query<{ text: string }>('SELECT result::text AS text FROM job_steps');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ text }) => text).join()).not.toContain('example.com');
  });

  it('pays for nothing, and stores nothing, once the budget of the month is used up', async () => {
    const none = { production: null, shadow: 0, judge: null, ci: null };
    const { run, upstream } = await start({}, {}, { budgets: { monthly_usd: none } });
    expect(await run()).toBe('over_budget');
    expect(upstream.calls).toEqual([]);
    expect(await evals()).toEqual([]);
  });

  it('asks no model once the kill switch is set, and says why; afterwards it may be run again', async () => {
    const { run, router, ledger, upstream } = await start();
    router.isShadowKilled = true;
    expect(await run()).toBe('killed');
    expect(upstream.calls).toEqual([]);
    expect(await evals()).toEqual([]);
    expect(ledger.skippedShadowJobs.family().samples).toEqual([{ labels: { reason: 'killed' }, value: 1 }]);
    router.isShadowKilled = false;
    expect(await run()).toBe('stored');
  });

  it.each([
    ['the candidate has answered', 'candidate', ['candidate']],
    ['production is judged', 'judge', ['candidate', 'judge']],
  ])('asks nobody any more when the kill switch is set while %s', async (_, setBy, asked) => {
    const kills = (scenario: Scenario, model: string): Scenario => {
      return (turn) => {
        if (model === setBy) setup.router.isShadowKilled = true;
        return scenario(turn);
      };
    };
    const setup = await start({
      candidate: kills(answers({ text: CANDIDATE }), 'candidate'),
      judge: kills(
        judges(() => 4),
        'judge',
      ),
    });
    expect(await setup.run()).toBe('killed');
    expect(setup.upstream.calls.map(modelOf)).toEqual(asked);
    expect(await evals()).toEqual([]);
  });

  it("renders the version of the prompt that production rendered, and the caller's words where there was none", async () => {
    const version = 'support@0a1b2c3d';
    const content = { name: 'support', system: 'Be kind.', user: 'Customer: {{prompt}}', parameters: {} };
    await db.pool.query(
      `INSERT INTO prompt_versions (name, version, content, created_at, created_by)
       VALUES ('support', $1, $2, now(), 'test') ON CONFLICT DO NOTHING`,
      [version, content],
    );
    const prompt = 'It is {{prompt}} broken.';
    const rendered = await start({}, { prompt, prompt_version: version, request_parameters: { top_p: 0.5 } });
    await rendered.run();
    expect(rendered.calls('candidate').map(sentBody)).toMatchObject([
      {
        top_p: 0.5,
        messages: [
          { role: 'system', content: 'Be kind.' },
          { role: 'user', content: `Customer: ${prompt}` },
        ],
      },
    ]);
    for (const name of ['v1.0', 'support@ffffffff', '@']) {
      const plain = await start({}, { prompt, prompt_version: name });
      await plain.run();
      expect(plain.calls('candidate').map(sentBody)).toMatchObject([
        { messages: [{ role: 'user', content: prompt }] },
      ]);
    }
  });

  it('stores one evaluation for each candidate', async () => {
    const { run, log, upstream, router, ledger } = await start();
    await run();
    const models = await startTestModels();
    models.upstream.play(byModel({ prod: answers({ text: 'New.' }), judge: judges(() => 5) }));
    const clock = { nowMs: () => EVALUATED_MS, elapsedMs: () => performance.now() };
    await scoreShadow(
      { ...models, pool: db.pool, prisma: db.prisma, clock, md5Hex, router, ledger },
      { chat_log_id: log.id, candidate_model: 'prod' },
      storedSteps(db.pool, randomUUID()),
    );
    expect((await evals()).map((item) => item.shadow_model).sort()).toEqual(['candidate', 'prod']);
    expect(upstream.calls).toHaveLength(3);
  });

  it('does not pay again for the steps that had succeeded when a later one fails', async () => {
    let isJudgeUp = false;
    const { run, calls } = await start({
      judge: (turn) =>
        judgedAnswer(turn.call) === CANDIDATE && !isJudgeUp
          ? refuses(500, 'oops', AT_ONCE)(turn)
          : judges(() => 5)(turn),
    });
    await expect(run()).rejects.toThrow(/500/);
    expect(await evals()).toEqual([]);
    await expect(run()).rejects.toThrow(/500/);
    isJudgeUp = true;
    expect(await run()).toBe('stored');
    expect(calls('candidate')).toHaveLength(1);
    expect(calls('judge').filter((call) => judgedAnswer(call) === SERVED)).toHaveLength(1);
  });

  it.each([
    ['the very same', SERVED],
    ['the same but for white space', `\n ${SERVED.replaceAll(' ', '  ')}\t`],
  ])('judges %s answer once: the difference is exactly 0', async (_, text) => {
    let score = 5;
    const { run, calls } = await start({
      candidate: answers({ text }),
      judge: (turn) => judges(() => (score -= 1))(turn),
    });
    await run();
    expect(calls('judge')).toHaveLength(1);
    const stored = await onlyEval();
    expect(stored.delta).toBe(0);
    expect(stored.prod_score).toBe(stored.shadow_score);
    expect(stored.judge_cost_usd).toBeCloseTo(CALL_USD, 12);
    expect(stored.similarity).toBe(1);
  });

  it('scores an empty answer 0 without asking the judge', async () => {
    const { run, calls } = await start({ candidate: answers({ text: '' }) });
    await run();
    expect(await onlyEval()).toMatchObject({ shadow_score: 0, delta: -0.8, shadow_response: '' });
    expect(calls('judge')).toHaveLength(1);
  });

  it.each([
    ['production', SERVED, 'production: '],
    ['the candidate', CANDIDATE, 'candidate: '],
  ])(
    'stores a missing score, and never 0, when the judge talks nonsense about %s',
    async (_, answer, reason) => {
      const { run } = await start({
        judge: (turn) =>
          judgedAnswer(turn.call) === answer ? answers({ text: 'hm' })(turn) : judges(() => 5)(turn),
      });
      expect(await run()).toBe('stored');
      const stored = await onlyEval();
      expect(stored).toMatchObject({ status: 'missing', delta: null });
      expect(answer === SERVED ? stored.prod_score : stored.shadow_score).toBeNull();
      expect(answer === SERVED ? stored.shadow_score : stored.prod_score).toBe(1);
      expect(stored.missing_reason).toMatch(new RegExp(`^${reason}the judge's reply is not usable`));
      expect(stored.similarity).toBe(rougeL(SERVED, CANDIDATE)?.f1);
    },
  );

  it('stores a missing score when the judge refuses a request for good', async () => {
    const { run } = await start({
      judge: (turn) =>
        judgedAnswer(turn.call) === CANDIDATE
          ? refuses(400, 'maximum context length', {}, 'context_length_exceeded')(turn)
          : judges(() => 5)(turn),
    });
    expect(await run()).toBe('stored');
    const stored = await onlyEval();
    expect(stored).toMatchObject({ status: 'missing', prod_score: 1, shadow_score: null, delta: null });
    expect(stored.missing_reason).toMatch(/^candidate: the judge refuses this request: .*context length/);
  });

  it.each([400, 413, 422])(
    'gives up for good when the candidate refuses the request with %i',
    async (status) => {
      const { run, calls } = await start({ candidate: refuses(status, 'too long') });
      const error = await failureOf(run());
      expect(error).toBeInstanceOf(PermanentJobError);
      expect(error).toMatchObject({ message: expect.stringMatching(/^candidate: .*too long/) as string });
      expect(calls('judge')).toEqual([]);
      expect(await evals()).toEqual([]);
    },
  );

  it.each([
    ['500', refuses(500, 'oops', AT_ONCE)],
    ['429', refuses(429, 'slow down', AT_ONCE)],
    ['401', refuses(401, 'wrong key')],
    ['something else than a completion', repliesWith(200, '[]')],
    ['nothing in time', hangs],
  ])('may be tried again when the candidate answers %s', async (_, candidate) => {
    const { run } = await start({ candidate }, {}, { shadow: { candidate_timeout_ms: 100 } });
    const error = await failureOf(run());
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(PermanentJobError);
    expect(await evals()).toEqual([]);
  });

  it('asks the judge without structured output where its server knows none', async () => {
    const judge = judges((answer) => (answer === SERVED ? 4 : 3));
    const { run } = await start({ judge: refusesIf((body) => body.includes('response_format'), judge) });
    expect(await run()).toBe('stored');
    expect(await onlyEval()).toMatchObject({ prod_score: 0.8, shadow_score: 0.6 });
  });

  it('knows no cost where a model tells no usage', async () => {
    const { run } = await start({ candidate: answers({ text: CANDIDATE, usage: null }) });
    await run();
    expect(await onlyEval()).toMatchObject({ shadow_cost_usd: null });
  });

  it.each([
    ['the candidate', { candidate: answers({ text: 'a\u{0}b \ud800!' }) }],
    [
      'evidence',
      { judge: answers({ text: JSON.stringify(verdict(3)).replaceAll('because', 'a\\u0000\\ud800b') }) },
    ],
    [
      'a criterion',
      { judge: answers({ text: JSON.stringify(verdict(3)).replace('safety', 'a\\u0000b\\ud800') }) },
    ],
  ])('stores what %s says with U+0000 and half characters in it', async (_, scenarios) => {
    const { run, calls } = await start(scenarios);
    expect(await run()).toBe('stored');
    const stored = await onlyEval();
    if ('candidate' in scenarios) expect(stored.shadow_response).toBe('a\ufffdb \ufffd!');
    else expect(JSON.stringify(stored)).toContain('\ufffd');
    expect(calls('candidate')).toHaveLength(1);
  });

  it('gives up for good without its exchange, or without its text', async () => {
    const { run } = await start();
    await emptyTables(db, 'chat_logs');
    expect(await failureOf(run())).toBeInstanceOf(PermanentJobError);
    const hashed = await start({}, { response: null });
    expect(await failureOf(hashed.run())).toBeInstanceOf(PermanentJobError);
    expect(hashed.upstream.calls).toEqual([]);
  });
});
