import { describe, expect, it } from 'vitest';
import { randomOf } from './random.ts';
import { otherOption, reworded, withSlip } from './slips.ts';

const variants = (make: (random: () => number) => string | undefined) =>
  new Set(Array.from({ length: 60 }, (_, i) => make(randomOf(`try ${i}`))));

describe('withSlip', () => {
  it('changes numbers without a leading zero, and leaves list markers alone', () => {
    for (const changed of variants((random) => withSlip('3. Founded 1901', random))) {
      expect(changed).toMatch(/^3\. Founded [1-9]\d{3}$/);
      expect(changed).not.toContain('1901');
    }
  });

  it('swaps opposites in the case of the word', () => {
    expect(variants((random) => withSlip('Always stir', random))).toEqual(new Set(['Never stir']));
  });

  it('adds and removes negations', () => {
    expect(variants((random) => withSlip('The sky is clear', random))).toEqual(
      new Set(['The sky is not clear']),
    );
    expect(variants((random) => withSlip("The sky isn't clear", random))).toEqual(
      new Set(['The sky is clear']),
    );
  });

  it('has nothing to do in a sentence without numbers, opposites and verbs of being', () => {
    expect(variants((random) => withSlip('Bonjour', random))).toEqual(new Set([undefined]));
  });
});

describe('otherOption', () => {
  const prompt = 'Classify the ticket as billing, technical or account: it says 500.';

  it('names another label of the list in the prompt', () => {
    const answers = variants((random) => otherOption('Billing', prompt, random));
    expect(answers.has('Billing')).toBe(false);
    expect([...answers].every((answer) => answer === 'Technical' || answer === 'Account')).toBe(true);
  });

  it('leaves sentences and labels that are not on a list alone', () => {
    expect(otherOption('It is a billing issue of mine.', prompt, randomOf('x'))).toBeUndefined();
    expect(otherOption('shipping', prompt, randomOf('x'))).toBeUndefined();
  });
});

it('rewords with synonyms only', () => {
  expect(reworded('A big dog', randomOf('x'))).toBe('A large dog');
  expect(reworded('A red dog', randomOf('x'))).toBeUndefined();
});
