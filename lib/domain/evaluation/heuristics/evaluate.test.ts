import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateHeuristics } from './evaluate.ts';
import { hasPhrase, plainText } from './phrases.ts';
import { repetitionOf } from './repetition.ts';
import type { CheckName, EvaluatedAnswer, HeuristicSettings } from './settings.ts';

const SETTINGS: HeuristicSettings = {
  minCharacters: 3,
  maxCharacters: 200,
  language: 'en',
  refusalPhrases: ["I can't help with"],
  repetition: { words: 3, maxShare: 0.3, minWords: 8 },
  keywords: [
    { useCase: null, must: [], mustNot: ['guaranteed'] },
    { useCase: 'support', must: ['ticket'], mustNot: [] },
  ],
};
const GOOD = 'The ticket is open, and we will write to you when there is more to say about it.';

function outcomes(text: string | null, changes: Partial<EvaluatedAnswer> = {}, settings = SETTINGS) {
  const answer = { text, hasToolCalls: false, useCase: 'support', ...changes };
  const { score, checks } = evaluateHeuristics(answer, settings);
  return { score, ...Object.fromEntries(checks.map(({ check, outcome }) => [check, outcome])) };
}

describe('evaluateHeuristics', () => {
  it('passes an answer with nothing wrong', () => {
    expect(outcomes(GOOD)).toEqual({
      ...{ score: 1, empty: 'passed', length: 'passed', language: 'passed', refusal: 'passed' },
      ...{ repetition: 'passed', keywords: 'passed' },
    });
  });

  it.each<[string, string, CheckName]>([
    ['too short', 'ok', 'length'],
    ['too long', `${GOOD} ${'x'.repeat(200)}`, 'length'],
    [
      'in another language',
      `Das Ticket (ticket) ist noch nicht zu, und wir sind auch nicht sehr froh.`,
      'language',
    ],
    [
      'a refusal',
      `Sorry, I can’t  help with this ticket, as it is not one of those that we have.`,
      'refusal',
    ],
    [
      'repetitive',
      'The ticket is open. The ticket is open. The ticket is open. The ticket is open.',
      'repetition',
    ],
    ['without a word that must be there', GOOD.replace('ticket', 'request'), 'keywords'],
    ['with a word that must not be there', `${GOOD} Guaranteed!`, 'keywords'],
  ])('fails an answer that is %s', (_, text, check) => {
    const found = outcomes(text) as Record<string, unknown>;
    expect(found[check]).toBe('failed');
    expect(found.score).toBeLessThan(1);
  });

  it('scores the share of passed checks among those that apply', () => {
    const two = `${GOOD.replace('ticket', 'request')} ${'x'.repeat(200)}`;
    expect(outcomes(two).score).toBeCloseTo(4 / 6, 12);
    expect(outcomes('a b c d', {}, { ...SETTINGS, language: null, keywords: [] })).toEqual({
      ...{ score: 1, empty: 'passed', length: 'passed', language: 'not_applicable', refusal: 'passed' },
      ...{ repetition: 'not_applicable', keywords: 'not_applicable' },
    });
  });

  it.each([null, '', ' \n\t'])('scores an empty answer 0: %j', (text) => {
    expect(outcomes(text)).toMatchObject({ score: 0, empty: 'failed', keywords: 'not_applicable' });
  });

  it('takes tool calls for an answer', () => {
    expect(outcomes(null, { hasToolCalls: true })).toMatchObject({ score: 1, empty: 'passed' });
  });

  it('keeps rules of a use case to that use case', () => {
    const text = GOOD.replace('ticket', 'request');
    expect(outcomes(text, { useCase: 'search' })).toMatchObject({ keywords: 'passed' });
    expect(outcomes(text, { useCase: null })).toMatchObject({ keywords: 'passed' });
    expect(outcomes(text)).toMatchObject({ keywords: 'failed' });
  });

  it('sees no refusal where the words come late', () => {
    const settings = { ...SETTINGS, maxCharacters: null };
    expect(outcomes(`${'A word. '.repeat(60)} I can't help with`, {}, settings)).toMatchObject({
      refusal: 'passed',
    });
  });

  it('counts characters, not halves of them', () => {
    const settings = { ...SETTINGS, minCharacters: 0, maxCharacters: 3 };
    expect(outcomes('🌍🌍🌍', {}, settings)).toMatchObject({ length: 'passed' });
    expect(outcomes('🌍🌍🌍🌍', {}, settings)).toMatchObject({ length: 'failed' });
  });

  it('gives every text a score in [0, 1] and each check once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.boolean(), (text, hasToolCalls) => {
        const { score, checks } = evaluateHeuristics({ text, hasToolCalls, useCase: null }, SETTINGS);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(new Set(checks.map(({ check }) => check)).size).toBe(6);
      }),
    );
  });
});

describe('repetitionOf', () => {
  it('counts sequences that occurred before', () => {
    expect(repetitionOf('a b a b a b', 2)).toEqual({
      ...{ words: 6, share: 0.6, worst: { phrase: 'a b', times: 3 } },
    });
    expect(repetitionOf('a b c d', 2)).toEqual({ words: 4, share: 0, worst: null });
    expect(repetitionOf('a', 2)).toEqual({ words: 1, share: 0, worst: null });
  });

  it('is never less for a text that is said twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 4 }), (words) => {
        const once = repetitionOf(words.join(' '), 3).share;
        expect(repetitionOf([...words, ...words].join(' '), 3).share).toBeGreaterThan(once);
      }),
    );
  });

  it('takes no longer for a long text than for its first 20,000 words', () => {
    expect(repetitionOf('word '.repeat(100_000), 4).words).toBe(20_000);
  });
});

describe('hasPhrase', () => {
  it.each([
    ['a class act', 'class', true],
    ['a class act', 'ass', false],
    ['first class', 'class', true],
    ['reclass class', 'class', true],
    ['it costs 100 $', '100 $', true],
    ['it costs 1000 $', '100', false],
    ['これは保証です', '保証', true],
    ['anything', '', false],
    ['Ärger', 'ärger', true],
  ])('in "%s": "%s" is %s', (text, phrase, expected) => {
    expect(hasPhrase(plainText(text), plainText(phrase))).toBe(expected);
  });
});
