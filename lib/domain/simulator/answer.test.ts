import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rougeL } from '../metrics/rouge-l.ts';
import { idealAnswer, simulateAnswer } from './answer.ts';
import { SIMULATED_MARK } from './compose.ts';
import { constraintsOf, brokenConstraints, isJson } from './constraints.ts';
import { normalisedPrompt } from './knowledge.ts';
import samples from './sample-answers.json' with { type: 'json' };

const knowledge = new Map(samples.map((each) => [normalisedPrompt(each.prompt), each.reference_response]));
const nothing = new Map<string, string>();
const model = (name: string, quality: number) => ({ name, quality });
const answers = (name: string, quality: number, seed?: number) =>
  samples.map(({ prompt }) =>
    simulateAnswer({ profile: model(name, quality), prompt, knowledge, ...(seed !== undefined && { seed }) }),
  );

function meanRouge(quality: number): number {
  const scores = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
    answers('any', quality, seed).map(
      (answer, i) => rougeL(samples[i]?.reference_response ?? '', answer)?.f1 ?? 0,
    ),
  );
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

describe('simulateAnswer on known prompts', () => {
  it('gives the ideal at quality 1', () => {
    expect(answers('perfect', 1)).toEqual(samples.map((each) => each.reference_response));
  });

  it('repeats, and differs by seed only when one is given', () => {
    expect(answers('a', 0.6)).toEqual(answers('a', 0.6));
    expect(answers('a', 0.6, 1)).not.toEqual(answers('a', 0.6, 2));
  });

  it('comes closer to the ideal the better the model is', () => {
    const scores = [0.4, 0.55, 0.7, 0.78, 0.9, 0.97, 1].map(meanRouge);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect((scores[5] ?? 0) - (scores[1] ?? 1)).toBeGreaterThan(0.2);
  });

  it('lets two good models agree word by word on a part of the prompts, and never on all', () => {
    const other = answers('b', 0.9);
    const same = answers('a', 0.97).filter((answer, i) => answer === other[i]).length / samples.length;
    expect(same).toBeGreaterThan(0.2);
    expect(same).toBeLessThan(0.9);
  });

  it('knows a prompt in other case and spacing, and inside a template', () => {
    const prompt = 'Question:  WHAT is the capital of Australia,\nand why was that city chosen?\nAnswer:';
    expect(idealAnswer(prompt, knowledge)).toBe(samples[0]?.reference_response);
  });

  it('obeys a limit of length in the system message', () => {
    const prompt = samples[0]?.prompt ?? '';
    const answer = simulateAnswer({
      profile: model('p', 1),
      prompt,
      knowledge,
      system: 'Answer in one sentence.',
    });
    expect(answer).toBe('The capital of Australia is Canberra.');
  });
});

describe('simulateAnswer on unknown prompts', () => {
  it('says that it is simulated and uses the words of the prompt, however bad the model', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 12 }), fc.double({ min: 0, max: 1, noNaN: true }), (text, quality) => {
        const prompt = `Tell me about zebras and ${text}`;
        const answer = simulateAnswer({ profile: model('m', quality), prompt, knowledge: nothing });
        expect(answer.startsWith(SIMULATED_MARK)).toBe(true);
        expect(answer.trim().length).toBeGreaterThan(SIMULATED_MARK.length);
      }),
    );
    expect(idealAnswer('How do I reset my password?', nothing)).toContain('password');
  });

  it.each([
    'Explain in one sentence how tides work.',
    'List three uses of baking soda.',
    'Give 4 bullet points about chess.',
    'Return the colours of the flag as JSON.',
    'Answer with one word: what do bees make?',
    'Is water wet? Answer yes or no.',
    'Describe the moon in under 20 words.',
  ])('keeps the visible form: %s', (prompt) => {
    const ideal = idealAnswer(prompt, nothing).replace(`${SIMULATED_MARK} `, '');
    expect(brokenConstraints(ideal, constraintsOf(prompt))).toEqual([]);
    if (prompt.includes('JSON')) expect(isJson(ideal)).toBe(true);
  });

  it('does not repeat a word of many letters, which would take minutes to write', () => {
    const answer = idealAnswer(`${'A'.repeat(100_000)} ${'🦓'.repeat(10)} what is it?`, nothing);
    expect(answer.startsWith(SIMULATED_MARK)).toBe(true);
    expect(answer.length).toBeLessThan(1_000);
  });

  it('takes any text for a prompt', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (prompt, quality) => {
          expect(simulateAnswer({ profile: model('m', quality), prompt, knowledge: nothing })).not.toBe('');
        },
      ),
    );
  });
});
