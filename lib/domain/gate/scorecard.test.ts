import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gateRun, rows, settingsWith } from '#lib/testing/gate-runs.ts';
import { exampleTexts } from './example-texts.ts';
import { makeVerdict } from './make-verdict.ts';
import { codeName, plainText, preformatted } from './markdown.ts';
import { scorecard, SCORECARD_MARKER } from './scorecard.ts';
import type { GateExample, GateRun } from './gate-run.ts';

const NASTY =
  '<script>alert(1)</script> | `x` **b** [l](http://e.vil) @octocat #12 <!-- m --> \u202e\u0000 www.e.vil';

const card = (
  before: number,
  now: number,
  options: { name?: string; text?: string; count?: number } = {},
) => {
  const { name = 'facts', text = 'It is 42.', count = 6 } = options;
  const change = (answer: string) => (example: GateExample) => ({
    ...example,
    prompt: text,
    answers: example.answers.map((each) => ({ ...each, answer })),
  });
  const baseline = gateRun({ [name]: rows(count, before) }, { model: name, change: change(`old ${text}`) });
  const current = gateRun({ [name]: rows(count, now) }, { model: name, change: change(`new ${text}`) });
  const verdict = makeVerdict(current, baseline, settingsWith());
  return scorecard(verdict, exampleTexts(withTexts(current), withTexts(baseline)));
};

/** The run as a scores file would have it. */
const withTexts = (run: GateRun) => ({
  examples: run.examples.map((example) => ({
    ...example,
    answers: example.answers.map((each) => ({
      ...each,
      answer: typeof each.answer === 'string' ? each.answer : null,
    })),
  })),
});

/** What is left when everything that Markdown takes literally is gone. */
const outsideOfCode = (markdown: string) =>
  markdown
    .replace(/<pre>[\s\S]*?<\/pre>/g, '')
    .replace(/`[\w ./:+-]*`/g, '')
    .replace(/<\/?(details|summary|code)>/g, '');

describe('scorecard', () => {
  it('begins with verdict and reasons, and ends with the marker', () => {
    const lines = card(0.9, 0.7).split('\n');
    expect(lines[0]).toBe(
      '**❌ Quality gate: fail.** facts fell by 0.2000 (0.9000 → 0.7000), more than the allowed 0.05. The overall score 0.7000 is below the threshold of 0.8.',
    );
    expect(lines.at(-2)).toBe(SCORECARD_MARKER);
  });

  it('counts the examples of a run that is alone', () => {
    const run = gateRun({ facts: rows(6, 0.9), tone: rows(7, 0.8) });
    const verdict = makeVerdict(run, { missing: 'No baseline was given.' }, settingsWith());
    const text = scorecard(verdict, () => null);
    expect(text).toContain('| **overall** | 13 |');
    expect(text).toContain('| `tone` | 7 |');
  });

  it('shows categories, and the worst examples folded with prompt and both answers', () => {
    const text = card(0.9, 0.7);
    expect(text).toContain('| `facts` | 6 | 0.9000 | 0.7000 | −0.2000 | −0.2000 … −0.2000 | 0.0156 |');
    expect(text).toContain('<details><summary><code>facts-0</code> in <code>facts</code>: 0.9000 → 0.7000');
    for (const pre of ['<pre>It is 42.</pre>', '<pre>old It is 42.</pre>', '<pre>new It is 42.</pre>'])
      expect(text).toContain(`\n\n${pre}\n\n`);
    expect(text.match(/<details>/g)).toHaveLength(5);
  });

  it('tells what would be needed when the verdict is open', () => {
    const before = gateRun({ a: [[0.9], [0.8], [0.95], [0.85], [0.9], [0.7]] });
    const now = gateRun({ a: [[0.8], [0.9], [0.85], [0.95], [0.7], [0.9]] });
    const verdict = makeVerdict(now, before, settingsWith({ rule: 'statistical' }));
    const text = scorecard(verdict, () => null);
    expect(text).toContain('**⚠️ Quality gate: inconclusive.**');
    expect(text).toMatch(
      /To see a drop of 0\.0500 reliably:\n\n- \*\*overall\*\*: about \d+ examples \(now 6\)/,
    );
    expect(text).toContain('- `a-4` in `a`: 0.9000 → 0.7000 (−0.2000)');
  });

  it('turns nothing foreign into markup', () => {
    const text = card(0.9, 0.7, { name: NASTY, text: NASTY });
    const outside = outsideOfCode(text).replace(SCORECARD_MARKER, '');
    expect(outside).not.toMatch(/<(?!\/?(details|summary))/);
    expect(outside).not.toMatch(/@(?!\u2060)\w/);
    expect(outside).not.toMatch(/:\/\/|www\./);
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<!-- m');
    expect(text).not.toContain('\u202e');
    // Every row of the table has the head's ten bars.
    for (const row of text.split('\n').filter((line) => line.startsWith('|')))
      expect(row.match(/\|/g), row).toHaveLength(10);
  });

  it('holds one marker, whatever answers say', () => {
    const text = card(0.9, 0.7, {
      name: SCORECARD_MARKER,
      text: `${SCORECARD_MARKER}\n\n${SCORECARD_MARKER}`,
    });
    expect(text.split(SCORECARD_MARKER)).toHaveLength(2);
  });

  it('an answer with blank lines and end tags stays in its block', () => {
    const text = card(0.9, 0.7, { text: 'a\r\n\r\n</pre></details>\n\n# b' });
    expect(text).toContain('<pre>a\n\n&#60;/pre&#62;&#60;/details&#62;\n\n# b</pre>');
  });

  it('is never longer than GitHub allows, and says what it left out', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `${'|'.repeat(150)}${i}`);
    const table = (score: number) => Object.fromEntries(names.map((name) => [name, rows(1, score)]));
    const current = gateRun(table(0.1));
    const verdict = makeVerdict(current, gateRun(table(0.9)), settingsWith());
    const text = scorecard(verdict, () => ({ prompt: NASTY.repeat(9_999), baseline: null, current: '' }));
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.split('\n')[0]).toMatch(
      /10000 categories fell by more than the allowed 0\.05; .* And \d+ more reasons\.$/,
    );
    expect(text).toContain('more categories.');
    expect(text).toContain(SCORECARD_MARKER);
  });
});

describe('markdown of foreign text', () => {
  it.each([
    ['factual_accuracy', '`factual_accuracy`'],
    ['a`b', '<code>a&#96;b</code>'],
    ['a|b\nc', '<code>a&#124;b c</code>'],
    ['', '<code>&nbsp;</code>'],
    [' a', '<code> a</code>'],
  ])('name %j', (name, expected) => {
    expect(codeName(name)).toBe(expected);
  });

  it.each([
    ['snake_case stays, _emphasis_ not', 'snake_case stays, &#95;emphasis&#95; not'],
    ['@team and #7', '&#64;\u2060team and &#35;\u20607'],
    ['see GH-12', 'see GH-\u206012'],
    ['https://x.y', 'https:\u2060//x.y'],
    ['xhttp://a, Awww.b', 'xhttp:\u2060//a, Awww\u2060.b'],
    ['50% of (a) "b"', '50% of (a) "b"'],
  ])('text %j', (text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it('never holds tags, bars, backticks or line breaks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainText(text)).not.toMatch(/[<>|`*[\]\\\n\r]/);
        expect(
          codeName(text)
            .slice(1, -1)
            .replace(/^code>|<\/code$/g, ''),
        ).not.toMatch(/[<>|`\n]/);
        expect(preformatted(text).slice(5, -6)).not.toMatch(/[<>]/);
      }),
    );
  });
});
