import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentlessReason } from './contentless.ts';

const LONG = 'The capital of France is Paris, on the Seine.';

describe('contentlessReason', () => {
  it.each([
    ['', undefined],
    ['  \n', LONG],
    ['...', undefined],
    ['—', '42'],
    ['✓?!', LONG],
    ['(—)', undefined],
    ['🎉🎉🎉🎉', LONG],
    [':', LONG],
    ['Sure!', undefined],
    ['Sure! Of course. Great question!', LONG],
    ["Let's solve this step by step.", undefined],
    ['Let’s solve this problem step by step:', LONG],
    ['**Thought process:**', LONG],
    ['Solution', '42'],
    ['# Solution\n\nThe answer is:', LONG],
    ['Answer:', 'Yes.'],
    ['解', LONG],
    ['解：', '42'],
    ['かいせつ', LONG],
    ['Respuesta:', LONG],
    ['풀이', LONG],
    ['Paris', 'The largest city is Lyon after all.'],
    ['I agree.', LONG],
    ['是的', LONG],
    ['ครับ'.slice(0, 2), LONG],
  ])('%j beside %j needs no judge', (answer, reference) => {
    expect(contentlessReason(answer, reference)).not.toBeNull();
  });

  it.each([
    ['Paris.', LONG],
    ['Paris.', 'Paris'],
    ['PARIS', LONG],
    ['42', '42'],
    ['42', 'The answer is 42.'],
    ['41', '42'],
    ['No.', 'Yes.'],
    ['Yes, indeed.', 'Yes, it is.'],
    ['Sure!', 'Yes.'],
    ['Of course.', 'Of course it is, and for two reasons.'],
    ['Understood.', 'Understood.'],
    ['Solution', 'Solution'],
    ['🐱', '🐱'],
    ['东京都', '东京'],
    ['東京', '日本の首都は東京です。'],
    ['東京です', LONG],
    ['서울이다', LONG],
    ['ไทย', LONG],
    ['It is Lyon.', LONG],
    ['The answer is Lyon.', LONG],
    ['Sure! It is Lyon.', LONG],
    ['Solution: x = 4', LONG],
    ['2', undefined],
    ['да', undefined],
    ['是', undefined],
    ['é', undefined],
    ['Hello!', undefined],
    ['🎉', undefined],
    ['🌧️⛅☀️', '🌧️⛅☀️'],
    ['→', '←'],
  ])('%j beside %j must be judged', (answer, reference) => {
    expect(contentlessReason(answer, reference)).toBeNull();
  });

  it('never holds the reference itself, or three words of it, for nothing', () => {
    const word = fc.stringMatching(/^[b-df-hj-np-tv-z]{4,9}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.nat(), (words, at) => {
        const reference = words.join(' ');
        expect(contentlessReason(reference, reference)).toBeNull();
        expect(contentlessReason(words[at % words.length] ?? '', reference)).toBeNull();
      }),
    );
  });

  it('never throws', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (answer, reference) => {
        contentlessReason(answer, reference);
      }),
    );
  });
});
