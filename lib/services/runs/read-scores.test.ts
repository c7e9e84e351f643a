import { describe, expect, it } from 'vitest';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import { readScores } from './read-scores.ts';

const scores = syntheticScores({ runId: '01980000-0000-7000-8000-000000000000', examples: 3 });
const text = JSON.stringify(scores, null, 2);

async function* inPieces(whole: string) {
  for (let at = 0; at < whole.length; at += 1000) yield Promise.resolve(whole.slice(at, at + 1000));
}

async function messageOf(broken: string): Promise<string> {
  const reading = await readScores(inPieces(broken));
  if (reading.ok || !('message' in reading)) throw new Error('it was read');
  return reading.message;
}

describe('readScores', () => {
  it('reads what was written', async () => {
    expect(await readScores(inPieces(text))).toMatchObject({ ok: true, scores: { run_id: scores.run_id } });
  });

  it('tells the place of a mistake before the examples', async () => {
    expect(await messageOf('{\n  "run_id": x')).toMatch(/^Unexpected token 'x'/);
    expect(await messageOf('{\n  "run_id": 1 2')).toMatch(/position 16 \(line 2 column 15\)$/);
  });

  it.each([
    ['the end is missing', text.slice(0, -2), /^Expected ',' or '\}' after property value$/],
    [
      'an example is broken',
      text.replace('"repeat": 0', '"repeat" 0'),
      /^examples\.0 is not JSON: Expected ':'/,
    ],
  ])('tells no place that is not one of the file when %s', async (_, broken, expected) => {
    const message = await messageOf(broken);
    expect(message).toMatch(expected);
    expect(message).not.toMatch(/position|line/);
  });
});
