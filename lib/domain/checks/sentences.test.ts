import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSentences } from './sentences.ts';

describe('countSentences', () => {
  it.each<[number, string]>([
    [0, ''],
    [0, '  \n ... !!! 🎉'],
    [1, 'One sentence'],
    [1, 'One sentence.'],
    [3, 'One. Two! Three?'],
    [2, 'Really?! Yes.'],
    [2, 'lower case style. it goes on.'],
    [2, 'He left.\nShe stayed.'],
    [1, 'A sentence that is\nwrapped over two lines.'],
    [2, 'A paragraph\n\nAnother one'],
    [2, 'Windows.\r\n\r\nLine ends.'],
    [1, 'Pi is 3.14 and version 1.2.3 is at www.example.com today.'],
    [1, 'See node.js or index.html?a=b&c=d for more.'],
    [1, 'Dr. Smith met Mr. and Mrs. Jones, e.g. at St. Mary, approx. at noon.'],
    [2, 'He came at 5 p.m. Then he left.'],
    [1, 'He came at 5 p.m. and left.'],
    [2, 'Apples, pears, etc. Nothing else.'],
    [1, 'Apples, pears, etc. are fruit.'],
    [1, 'No. 5 is alive.'],
    [2, 'No. I do not think so.'],
    [1, 'J. R. R. Tolkien wrote it.'],
    [2, 'Take vitamin C. The rest is optional.'],
    [2, 'It was I. Nobody else.'],
    [2, 'It was in 2020. Nobody noticed.'],
    [1, 'Wait... what?'],
    [2, 'Hmm… Maybe.'],
    [1, '"Stop!" he said.'],
    [2, '"Stop!" He left.'],
    [2, 'It works (as expected). Good.'],
    [2, '**Bold.** And plain.'],
    [3, '- one\n- two\n- three'],
    [3, 'The steps:\n1. Open it.\n2. Close it.'],
    [1, '1. Only one item.'],
    [1, '> a quotation\n> over two lines'],
    [2, '# Title\nText below it.'],
    [1, 'Dear Ms Okafor,\n\nthank you.'],
    [1, '```text\nOne sentence.\n```'],
    [2, 'Am 3. Oktober kam er. Sie blieb bis zum 4. und ging.'],
    [1, 'Das gilt z. B. für Dr. Maier, d. h. nicht für alle.'],
    [1, 'Siehe Abs. 3 und S. 12 bzw. Art. 5.'],
    [2, 'Ada Byron (b. 1815) lived in Washington D.C. She did not.'],
    [1, 'Итак, т.е. Так.'],
    [2, '¿Qué tal? ¡Muy bien!'],
    [2, '我喜欢茶。你呢？'],
    [1, '圆周率是３．１４。'],
    [1, '「はい。」と彼は言った。'],
    [2, '今日は晴れです。明日は雨でしょう。'],
    [2, '真的吗?真的!'],
    [2, 'यह पहला है। यह दूसरा है।'],
    [2, 'هل أنت بخير؟ نعم، شكرا.'],
    [2, 'Привет. Как дела?'],
  ])('%i in %j', (expected, text) => {
    expect(countSentences(text)).toBe(expected);
  });

  it('counts what it is made of, whatever the white space between', () => {
    const sentence = fc.constantFrom(
      'It rains today.',
      'Why not?',
      'Nothing costs $3.50 here!',
      '今天下雨。',
    );
    const gap = fc.constantFrom(' ', '  ', '\n', '\n\n', '\r\n');
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 20 }), gap, (sentences, white) => {
        expect(countSentences(sentences.join(white))).toBe(sentences.length);
      }),
    );
  });

  it('takes any text, and never counts more than there are letters and digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const most = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
        expect(countSentences(text)).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('takes a long text in linear time', () => {
    const text = `${'word '.repeat(20_000)}. ${'a.b '.repeat(20_000)}${'!'.repeat(50_000)}`;
    expect(countSentences(text)).toBeGreaterThan(0);
  }, 2_000);
});
