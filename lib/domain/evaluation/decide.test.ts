import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf } from '../sampling/bucket.ts';
import { chooseEvaluation, isLabelledTwice, labelPosition } from './decide.ts';

const md5Hex = (text: string) => createHash('md5').update(text).digest('hex');
const ids = Array.from({ length: 4_000 }, (_, i) => `id-${i}`);
const shares = (samplePercentage: number, judgePercentage: number, rolloutQualityPercentage = 0) => ({
  ...{ samplePercentage, judgePercentage, rolloutQualityPercentage },
});

describe('chooseEvaluation', () => {
  it('is the bucket of the id with a salt of its own', () => {
    const id = '01890000-0000-7000-8000-000000000001';
    expect(bucketOf('evaluate', id, md5Hex)).toBe(
      Number.parseInt(md5Hex(`evaluate:${id}`).slice(0, 8), 16) % 10_000,
    );
  });

  it('chooses about as many as asked, the judged among the sampled', () => {
    const chosen = ids.map((id) => chooseEvaluation({ id, isOfRollout: false }, shares(20, 5), md5Hex));
    const share = (choice: string) => chosen.filter((each) => each === choice).length / ids.length;
    expect(share('judge')).toBeCloseTo(0.05, 1);
    expect(share('heuristics')).toBeCloseTo(0.15, 1);
    const more = ids.map((id) => chooseEvaluation({ id, isOfRollout: false }, shares(30, 10), md5Hex));
    chosen.forEach((choice, i) => {
      if (choice === 'judge') expect(more[i]).toBe('judge');
      if (choice === 'heuristics') expect(more[i]).not.toBe('none');
    });
  });

  it.each([
    [0, 0, 0, true, 'none'],
    [100, 0, 0, true, 'heuristics'],
    [0, 0, 100, false, 'none'],
    [0, 0, 100, true, 'judge'],
    [0, 100, 0, true, 'judge'],
    [100, 100, 0, false, 'judge'],
  ] as const)('with %i, %i and %i %% (rollout: %s): %s', (sample, judge, rollout, isOfRollout, expected) => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(chooseEvaluation({ id, isOfRollout }, shares(sample, judge, rollout), md5Hex)).toBe(expected);
      }),
    );
  });
});

describe('the order of the label queue', () => {
  it('fits a signed 64-bit column and differs for different ids', () => {
    const places = ids.map((id) => labelPosition(id, md5Hex));
    expect(new Set(places).size).toBe(ids.length);
    for (const place of places) expect(place >= 0n && place < 2n ** 63n).toBe(true);
  });

  it('does not depend on being evaluated, nor on being labelled twice', () => {
    const first = [...ids]
      .sort((a, b) => Number(labelPosition(a, md5Hex) - labelPosition(b, md5Hex)))
      .slice(0, 1_000);
    const shareOf = (test: (id: string) => boolean) => first.filter(test).length / first.length;
    const judged = (id: string) => chooseEvaluation({ id, isOfRollout: false }, shares(0, 50), md5Hex);
    expect(shareOf((id) => judged(id) === 'judge')).toBeCloseTo(0.5, 1);
    expect(shareOf((id) => isLabelledTwice(id, 50, md5Hex))).toBeCloseTo(0.5, 1);
    expect(shareOf((id) => bucketOf('canary', id, md5Hex) < 5_000)).toBeCloseTo(0.5, 1);
  });
});
