import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCORECARD_MARKER } from '../gate/scorecard.ts';
import { cutScorecard } from './cut-scorecard.ts';
import { GATE_KEY, isCommentOf, marked, markerOf, withoutMarker } from './marker.ts';

const key = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/).filter((text) => GATE_KEY.test(text));
const keys = fc.option(key, { nil: null });

describe('markers', () => {
  it('are the scorecard’s own without a key', () => {
    expect(markerOf(null)).toBe(SCORECARD_MARKER);
    expect(markerOf('support-bot')).toBe('<!-- llm-regression-guard:scorecard key=support-bot -->');
  });

  it.each(['', '-a', 'a--b', 'a b', 'a>b', 'ä', 'a\n', 'x'.repeat(101)])('%j is no key', (key) => {
    expect(GATE_KEY.test(key)).toBe(false);
  });

  it('are found by the gate that set them and by no other', () => {
    fc.assert(
      fc.property(fc.string(), keys, keys, (text, key, other) => {
        const body = marked(marked(text, other), key);
        expect(isCommentOf(body, key)).toBe(true);
        expect(isCommentOf(body.trim(), key)).toBe(true);
        expect(isCommentOf(body, other)).toBe(other === key);
        expect(isCommentOf(`> ${body}\n\nI disagree`, key)).toBe(false);
      }),
    );
  });

  it('come off again', () => {
    expect(withoutMarker(marked('text\n\nmore\n', 'x'))).toBe('text\n\nmore');
    expect(withoutMarker(`${SCORECARD_MARKER}\ntext`)).toBe(`${SCORECARD_MARKER}\ntext`);
  });
});

describe('cutScorecard', () => {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  const line = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\n<]/g, '')),
    fc.constant('<details><summary>x</summary>\n\n<pre>é\n\né</pre>\n</details>'),
  );

  it('never exceeds the limit and leaves nothing open', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 250, max: 1_500 }), (lines, most) => {
        const text = lines.join('\n');
        const cut = cutScorecard(text, most, bytes);
        expect(bytes(cut)).toBeLessThanOrEqual(Math.max(most, 250));
        for (const tag of ['details', 'pre'])
          expect(cut.split(`<${tag}>`).length).toBe(cut.split(`</${tag}>`).length);
        if (bytes(text) <= most) expect(cut).toBe(text);
      }),
    );
  });

  it('keeps a part of a first line that is too long by itself', () => {
    expect(cutScorecard('x'.repeat(5_000), 1_000, bytes)).toMatch(
      /^x{100,}… \(\d+ more characters\)\n\n_The rest/,
    );
  });
});
