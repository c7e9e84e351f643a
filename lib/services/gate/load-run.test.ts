import { describe, expect, it } from 'vitest';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import { loadRun } from './load-run.ts';

const scores = syntheticScores({ runId: '01a1fc11-0620-7595-8cc1-0ba4e615960a', examples: 6 });

async function* inPieces(text: string) {
  for (let at = 0; at < text.length; at += 700) yield Promise.resolve(text.slice(at, at + 700));
}
const load = async (text: string) => loadRun({ sha256Hex }, inPieces(text));

describe('loadRun', () => {
  it('reads what the scorer wrote', async () => {
    expect(await load(JSON.stringify(scores))).toEqual({ ok: true, scores });
  });

  it('takes the tag of a promoted run', async () => {
    const promoted = { ...scores, tags: { env: 'production', team: 'x' } };
    expect(await load(JSON.stringify(promoted))).toEqual({ ok: true, scores: promoted });
  });

  it.each([
    ['nothing', ''],
    ['half a file', JSON.stringify(scores).slice(0, 3_000)],
    ['not a number', JSON.stringify(scores).replace('"repeats":1', '"repeats":NaN')],
  ])('refuses %s', async (_, text) => {
    expect(await load(text)).toMatchObject({ ok: false, problems: [expect.any(String)] });
  });

  it('lists everything that is wrong, with its path', async () => {
    const [first, ...others] = scores.examples;
    const wrong = {
      ...scores,
      overall: -1,
      examples: [{ ...first, id: 7, composite: 2 }, ...others],
    };
    const loading = await load(JSON.stringify(wrong));
    const problems = loading.ok ? [] : loading.problems;
    expect(problems.map((line) => line.split(':')[0])).toEqual([
      'examples.0.id',
      'examples.0.composite',
      'overall',
    ]);
  });

  it('refuses figures that its examples do not have', async () => {
    expect(await load(JSON.stringify({ ...scores, overall: 0.99 }))).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('overall: is 0.99, but the examples add up to') as string],
    });
  });

  it('refuses a file without examples', async () => {
    expect(await load(JSON.stringify({ ...scores, examples: [] }))).toMatchObject({
      problems: expect.arrayContaining(['examples: expected at least one example']) as string[],
    });
  });
});
