import { describe, expect, it } from 'vitest';
import { md5Hex } from '#lib/adapters/crypto/digest.ts';
import { shadowRubric } from '#lib/testing/rubrics.ts';
import { normalisedPrompt } from '../../simulator/knowledge.ts';
import { rolloutPlanSchema } from '../plan.ts';
import { controlSide, simulatedCandidates, type AnswersOf } from './candidates.ts';
import { playRollout, type Outcome } from './play.ts';
import { judgedAnswers, type JudgedAnswers } from './simulated-side.ts';
import { summaryOf } from './summary.ts';

const prompts = Array.from({ length: 40 }, (_, i) => ({
  prompt: `Explain in a few sentences what step ${i} of a release does.`,
  reference: `Step ${i} checks the candidate. It compares answers with those of production. It ends with a decision. Nothing is served before.`,
}));
const knowledge = new Map(prompts.map(({ prompt, reference }) => [normalisedPrompt(prompt), reference]));
const known = new Map<string, JudgedAnswers>();
const answersOf: AnswersOf = (model) => {
  const answers = known.get(model) ?? judgedAnswers(model, prompts, knowledge, shadowRubric);
  known.set(model, answers);
  return answers;
};
// Three steps of ten minutes: the same rules in less traffic.
const plan = rolloutPlanSchema.parse({ step_percentage: 45, bake_minutes: 10, max_bake_minutes: 30 });

function play(name: string, seed = '0'): Outcome {
  const candidate = simulatedCandidates(answersOf).find((one) => one.name === name);
  if (!candidate) throw new Error(`no candidate ${name}`);
  return playRollout({
    ...{ plan, candidate, seed, md5Hex, control: controlSide(answersOf) },
    ...{ requestsPerSecond: 5, users: 500, judgedShare: 0.5, secondsBetweenChecks: 10 },
  });
}

describe('playRollout', () => {
  it('plays the same traffic for the same seed, and another for another', () => {
    expect(play('flaky', 'a')).toEqual(play('flaky', 'a'));
    expect(play('flaky', 'a')).not.toEqual(play('flaky', 'b'));
  });

  it('promotes an equal candidate when its bake times are over, nearly always', () => {
    const outcomes = Array.from({ length: 20 }, (_, i) => play('equal', String(i)));
    const promoted = outcomes.filter(({ status }) => status === 'promoted');
    expect(promoted.length).toBeGreaterThanOrEqual(18);
    expect(Math.min(...promoted.map(({ minutes }) => minutes))).toBeCloseTo(30, 5);
  });

  it.each([
    ['broken', 'broken', 10],
    ['hanging', 'unhealthy', 80],
    ['slow', 'unhealthy', 80],
    ['bad', null, 400],
  ] as const)('takes a %s candidate back before it has done much', (name, cause, most) => {
    const { status, requestsHit, cause: seen } = play(name);
    expect(status).toBe('rolled_back');
    if (cause) expect(seen).toBe(cause);
    expect(requestsHit).toBeLessThanOrEqual(most);
  });
});

describe('summaryOf', () => {
  it('counts ends and causes, and takes medians of what was rolled back', () => {
    const outcome = (changes: Partial<Outcome>): Outcome => ({
      ...{ status: 'rolled_back', cause: 'broken', minutes: 4, canaryRequests: 10, requestsHit: 6 },
      minutesToRollback: 2,
      ...changes,
    });
    const promoted = { status: 'promoted', cause: 'healthy', minutesToRollback: null } as const;
    const summary = summaryOf([
      ...[outcome({}), outcome({ cause: 'latency', minutesToRollback: 4, requestsHit: 8 })],
      outcome({ ...promoted, minutes: 300, requestsHit: 9_999 }),
    ]);
    expect(summary.ends).toMatchObject([
      { status: 'rolled_back', causes: ['broken', 'latency'], n: 2 },
      { status: 'promoted', causes: ['healthy'], n: 1 },
    ]);
    expect(summary.minutesToRollback?.median).toBe(3);
    expect(summary.requestsHit?.median).toBe(7);
  });

  it('has no figures of no plays', () => {
    expect(summaryOf([])).toMatchObject({ plays: 0, ends: [], minutes: null, requestsHit: null });
  });
});
