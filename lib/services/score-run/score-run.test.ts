import { describe, expect, it } from 'vitest';
import type { ScoresHead } from '#lib/contracts/scores.ts';
import { scoresSchema } from '#lib/contracts/scores.ts';
import type { EmbeddingMetric } from '#lib/domain/metrics/embedding-metric.ts';
import { byModel, judges, verdict } from '#lib/testing/fake-judge.ts';
import { sentBody, type Scenario } from '#lib/testing/fake-upstream.ts';
import { memoryCalls, startTestScorer, testExamples } from '#lib/testing/test-scorer.ts';
import { answers, refuses } from '#lib/testing/upstream-scenarios.ts';
import type { RunOutcome } from './score-run.ts';

const AT_ONCE = { 'retry-after-ms': '1' };
/** Answers the prompt of example i with its reference. */
const perfect: Scenario = (turn) =>
  answers({ text: `The number is ${numberIn(turn.call.body)} exactly.` })(turn);
/** Falls for no canary. */
const judge = judges((answer) => (/^The number is \d+ exactly\.$/.test(answer) ? 4 : 0));
const both = byModel({ prod: perfect, judge });
const noJudge = { scorer: { metric_weights: { bertscore: 0, rouge_l: 1, judge_score: 0 } } };

function numberIn(body: string): string {
  return /number (\d+)/.exec(body)?.[1] ?? '?';
}

function headOf(outcome: RunOutcome): ScoresHead {
  if (outcome.status !== 'finished') throw new Error(`expected a finished run, got: ${outcome.message}`);
  return outcome.head;
}

const embedding: EmbeddingMetric = {
  identity: { metric: 'bertscore', model: 'tiny', layer: 2, dtype: 'fp32', idf: false, rescaled: false },
  score: () => Promise.resolve({ precision: 0.5, recall: 0.5, f1: 0.5, truncated: false }),
  close: () => Promise.resolve(),
};

describe('scoreRun', () => {
  it('answers, measures, judges and aggregates', async () => {
    const { upstream, run } = await startTestScorer({
      ctx: { openEmbedding: () => Promise.resolve({ ok: true, metric: embedding }) },
    });
    upstream.play(both);
    const { outcome, scored, progress } = await run();
    const head = headOf(outcome);
    expect(scoresSchema.safeParse({ ...head, examples: scored }).error).toBeUndefined();
    expect(head).toMatchObject({ quality: 'complete', reasons: [], model: 'prod', is_simulated: false });
    expect(scored.map(({ id }) => id)).toEqual(['e0', 'e1', 'e2', 'e3']);
    expect(scored[2]?.answers[0]).toMatchObject({
      answer: 'The number is 2 exactly.',
      scores: { embedding: 0.5, rouge_l: 1, judge_score: 0.8 },
    });
    expect(head.overall).toBeCloseTo(0.3 * 0.5 + 0.2 * 1 + 0.5 * 0.8, 12);
    expect(Object.keys(head.categories)).toEqual(['even', 'odd']);
    expect(head.metrics).toMatchObject({ bertscore: 0.5, rouge_l: 1, judge_score: 0.8, errors: 0 });
    expect(head.canaries).toHaveLength(10);
    expect(progress.at(-1)).toMatchObject({ callsDone: 8, callsTotal: 8, examplesDone: 4, failedCalls: 0 });
    expect(head.usage.input_tokens).toBe(40);
    expect(head.steps.map(({ name }) => name).sort()).toEqual(['inference', 'judge', 'metrics']);
  });

  it('without an embedding model is degraded, says why and renormalises the weights', async () => {
    const { upstream, run } = await startTestScorer();
    upstream.play(both);
    const head = headOf((await run()).outcome);
    expect(head).toMatchObject({
      quality: 'degraded',
      reasons: ['no embedding metric: the model can not be reached'],
      signature: { embedder: null },
    });
    expect(head.overall).toBeCloseTo((0.2 + 0.5 * 0.8) / 0.7, 12);
    expect(head.metrics).not.toHaveProperty('bertscore');
  });

  it('keeps repeats one by one, in order, and never has more calls under way than allowed', async () => {
    const { upstream, run } = await startTestScorer({
      config: { scorer: { ...noJudge.scorer, repeats: 3, concurrency: 2 } },
      examples: testExamples(7),
    });
    let underWay = 0;
    let most = 0;
    upstream.play(async (turn) => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      await perfect(turn);
    });
    const { outcome, scored } = await run();
    expect(headOf(outcome).quality).toBe('complete');
    expect(scored.map(({ answers: given }) => given.map(({ repeat }) => repeat))).toEqual(
      Array.from({ length: 7 }, () => [0, 1, 2]),
    );
    expect(upstream.calls).toHaveLength(21);
    expect(most).toBe(2);
  });

  it('a failed answer is missing, never 0, and the run degraded', async () => {
    const { upstream, run } = await startTestScorer({ config: noJudge });
    upstream.play((turn) =>
      numberIn(turn.call.body) === '1' ? refuses(400, 'bad prompt')(turn) : perfect(turn),
    );
    const { outcome, scored } = await run();
    const head = headOf(outcome);
    expect(head).toMatchObject({ quality: 'degraded', reasons: ['1 of 4 answers failed'] });
    expect(scored[1]).toMatchObject({ composite: null, answers: [{ status: 'error', answer: null }] });
    expect(scored[1]?.answers[0]?.error).toContain('bad prompt');
    expect(head.categories.odd?.composite).toMatchObject({ n: 1, missing: 1, mean: 1 });
    expect(head.overall).toBe(1);
  });

  it('stops early when the model gives no answer at all', async () => {
    const { upstream, run } = await startTestScorer({
      config: { scorer: { ...noJudge.scorer, concurrency: 1, retries: 0 } },
      examples: testExamples(100),
    });
    upstream.play(refuses(401, 'wrong key'));
    const { outcome } = await run();
    expect(outcome).toMatchObject({ status: 'stopped', reason: 'unreachable' });
    expect(outcome).toMatchObject({ message: expect.stringContaining('wrong key') as string });
    expect(upstream.calls.length).toBeLessThan(15);
  });

  it('tries again what may pass', async () => {
    const { upstream, run } = await startTestScorer({
      config: { scorer: { ...noJudge.scorer, concurrency: 1 } },
    });
    upstream.play(refuses(429, 'slow down', AT_ONCE), refuses(503, 'busy', AT_ONCE), perfect);
    expect(headOf((await run()).outcome).quality).toBe('complete');
    expect(upstream.calls).toHaveLength(6);
  });
});

describe('a run that was stopped', () => {
  it('pays for nothing twice when it goes on', async () => {
    const calls = memoryCalls();
    const { upstream, run } = await startTestScorer({
      config: { scorer: { concurrency: 1, cache: false } },
      examples: testExamples(10),
      ctx: { calls },
    });
    const stop = new AbortController();
    upstream.play((turn) => {
      if (upstream.calls.length === 14) stop.abort();
      return both(turn);
    });
    expect((await run({ stop: stop.signal })).outcome).toMatchObject({ status: 'stopped', reason: 'asked' });
    const before = upstream.calls.length;
    const { outcome, scored } = await run();
    expect(headOf(outcome).categories.even?.composite.n).toBe(5);
    expect(scored).toHaveLength(10);
    const asked = upstream.calls.map(({ body }) => JSON.stringify(sentBody({ body } as never)));
    const answersAsked = asked.filter((body) => body.includes('"model":"prod"'));
    expect(new Set(answersAsked).size).toBe(answersAsked.length);
    expect(answersAsked).toHaveLength(10);
    expect(before).toBeLessThan(upstream.calls.length);
    expect(upstream.calls).toHaveLength(10 + 10 + 10);
  });

  it('because of its token budget says so', async () => {
    const { upstream, run } = await startTestScorer({
      config: { scorer: { ...noJudge.scorer, concurrency: 1, max_total_tokens: 60 } },
      examples: testExamples(20),
    });
    upstream.play(perfect);
    expect((await run()).outcome).toEqual({
      status: 'stopped',
      reason: 'budget',
      message: 'the budget of 60 tokens is used up (60)',
    });
    expect(upstream.calls.length).toBeLessThanOrEqual(4);
  });
});

describe('the cache', () => {
  it('serves a later run, unless what is asked differs', async () => {
    const shared = new Map<string, unknown>();
    const scoreWith = async (changes: object) => {
      const { upstream, run } = await startTestScorer({
        config: { scorer: { ...noJudge.scorer, ...changes } },
        ctx: { calls: memoryCalls(shared) },
      });
      upstream.play(perfect);
      const { scored } = await run();
      return { calls: upstream.calls.length, cached: scored.map(({ answers: [first] }) => first?.is_cached) };
    };
    await scoreWith({});
    // The fake upstream has another address each time, so nothing is found: servers of one name may differ.
    expect((await scoreWith({})).calls).toBe(4);
    expect(shared.size).toBe(8);
  });
});

describe('the judge', () => {
  it('that can not be reached leaves its score missing', async () => {
    const { upstream, run } = await startTestScorer({
      config: { scorer: { retries: 0 } },
    });
    upstream.play(byModel({ prod: perfect, judge: refuses(503, 'no judge today', AT_ONCE) }));
    const { outcome, scored } = await run();
    const head = headOf(outcome);
    expect(head.quality).toBe('degraded');
    expect(head.reasons.join()).toContain('judge_score is missing for 4 of 4 answers');
    expect(scored[0]?.answers[0]).toMatchObject({ scores: { judge_score: null, rouge_l: 1, composite: 1 } });
  });

  it('that gives everything full marks is fooled by its canaries: the run is void', async () => {
    const { upstream, run } = await startTestScorer();
    upstream.play(byModel({ prod: perfect, judge: answers({ text: JSON.stringify(verdict(5)) }) }));
    const head = headOf((await run()).outcome);
    expect(head.quality).toBe('void');
    expect(head.canaries.every(({ fooled }) => fooled)).toBe(true);
  });
});
