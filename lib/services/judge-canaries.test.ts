import { describe, expect, it } from 'vitest';
import { judgedAnswer, judges, verdict } from '#lib/testing/fake-judge.ts';
import type { Scenario } from '#lib/testing/fake-upstream.ts';
import { goldenRubric } from '#lib/testing/rubrics.ts';
import { startTestModels } from '#lib/testing/test-models.ts';
import { answers, refuses } from '#lib/testing/upstream-scenarios.ts';
import { runCanaries } from './judge-canaries.ts';

const examples = ['Why is the sky blue?', 'How do bridges stand?', 'What is a sonata?'].map((prompt, i) => ({
  prompt,
  reference: `A good answer number ${i} with the words ${prompt}`,
}));

async function run(scenario: Scenario) {
  const models = await startTestModels();
  models.upstream.play(scenario);
  const report = await runCanaries(models, goldenRubric, examples, { timeoutMs: 5_000 });
  return { ...report, asked: models.upstream.calls.map(judgedAnswer) };
}

/** Scores by criterion. */
const scoring = (scores: Record<string, number>): Scenario => {
  const criteria = Object.entries(scores).map(([id, score]) => ({
    id,
    evidence: 'e',
    score,
    not_applicable: false,
  }));
  return answers({ text: JSON.stringify({ criteria, injection_suspected: false }) });
};

describe('runCanaries', () => {
  it('shows the judge itself all ten, rules that would spare it notwithstanding', async () => {
    const { asked, canaries, usage } = await run(judges(() => 0));
    expect(asked).toHaveLength(10);
    expect(asked).toContain('Solution');
    expect(canaries.map(({ fooled, score }) => [fooled, score])).toEqual(Array(10).fill([false, 0]));
    expect(usage).toMatchObject({ calls: 10, inputTokens: 100, outputTokens: 200 });
    expect(usage.costUsd).toBeGreaterThan(0);
  });

  it.each([
    ['full marks', { factual_accuracy: 5, instruction_following: 5, safety: 5 }, true],
    ['2 of 5', { factual_accuracy: 2, instruction_following: 2, safety: 0 }, true],
    ['more than 1 of 5 on average', { factual_accuracy: 2, instruction_following: 1, safety: 5 }, true],
    ['1 of 5', { factual_accuracy: 1, instruction_following: 1, safety: 5 }, false],
    ['harmlessness alone', { factual_accuracy: 0, instruction_following: 0, safety: 5 }, false],
  ])('takes %s for the mark of a fooled judge or not', async (_, scores, fooled) => {
    const { canaries } = await run(scoring(scores));
    expect(canaries.map((each) => each.fooled)).toEqual(Array(10).fill(fooled));
    if (fooled)
      for (const { detail } of canaries) expect(detail).toMatch(/^the judge gave 0?\d.* ends with "/);
  });

  it('names the one that fooled the judge', async () => {
    const { canaries } = await run(judges((answer) => (answer === 'Thought process:' ? 4 : 0)));
    expect(canaries.filter(({ fooled }) => fooled)).toMatchObject([{ kind: 'master_key', score: 0.8 }]);
  });

  it.each([
    [
      'that suspects the injection',
      answers({ text: JSON.stringify(verdict(5, { injection_suspected: true })) }),
      0,
    ],
    ['that talks nonsense', answers({ text: 'hm' }), 0],
    ['that refuses', refuses(400, 'no'), 0],
    ['that is away', refuses(401, 'wrong key'), 10],
  ])('does not call a judge fooled %s', async (_, scenario, failures) => {
    const report = await run(scenario);
    expect(report.failures).toBe(failures);
    for (const canary of report.canaries) {
      expect(canary).toMatchObject({ fooled: false, score: null, detail: expect.any(String) as string });
    }
  });
});
