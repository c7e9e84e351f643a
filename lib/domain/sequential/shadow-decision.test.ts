import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomWords } from '#lib/domain/stats/random-words.ts';
import {
  decisionWord,
  deltaMoments,
  NEW_DECISION,
  observe,
  type DecisionSettings,
  type DecisionState,
} from './shadow-decision.ts';

const SETTINGS: DecisionSettings = { margin: 0.05, alpha: 0.05, minSamples: 1, maxSamples: 2_000 };
const follow = (deltas: Iterable<number>, settings = SETTINGS): DecisionState => {
  let state = NEW_DECISION;
  for (const delta of deltas) state = observe(state, delta, settings);
  return state;
};
const repeat = (delta: number, n: number) => new Array<number>(n).fill(delta);

describe('observe', () => {
  it.each([
    ['nothing yet', [], {}, 'keep_going', null],
    ['clearly better', repeat(0.5, 100), {}, 'promote', 13],
    ['clearly worse', repeat(-0.5, 100), {}, 'roll_back', 15],
    ['always equal', repeat(0, 2_000), {}, 'promote', 121],
    ['always equal, and a minimum', repeat(0, 2_000), { minSamples: 500 }, 'promote', 500],
    ['worse from the start, and a minimum', repeat(-0.5, 500), { minSamples: 300 }, 'roll_back', 300],
    ['in between, and little time', repeat(-0.02, 50), { maxSamples: 50 }, 'undecided', 50],
    ['a minimum above the maximum', repeat(-0.02, 80), { minSamples: 60, maxSamples: 50 }, 'undecided', 60],
    ['a decision stays', [...repeat(0.5, 100), ...repeat(-1, 500)], {}, 'promote', 13],
  ] as const)('%s', (_, deltas, changes, word, n) => {
    const state = follow(deltas, { ...SETTINGS, ...changes });
    expect(decisionWord(state)).toBe(word);
    expect(state.decided?.n ?? null).toBe(n);
    expect(state.n).toBe(deltas.length);
  });

  it('counts equal answers, mean and standard deviation', () => {
    const state = follow([0, 0, 0.3, -0.3, 0.5]);
    expect(state.equal).toBe(2);
    expect(deltaMoments(state).mean).toBeCloseTo(0.1, 12);
    expect(deltaMoments(state).sd).toBeCloseTo(0.308_220_7, 6);
    expect(deltaMoments(NEW_DECISION)).toEqual({ mean: null, sd: null });
    expect(deltaMoments(follow([0.2])).sd).toBeNull();
  });

  it('never decides before the minimum, and always by the maximum', () => {
    const delta = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(delta, { minLength: 60, maxLength: 60 }), (deltas) => {
        const state = follow(deltas, { ...SETTINGS, minSamples: 20, maxSamples: 60 });
        expect(state.decided?.n).toBeGreaterThanOrEqual(20);
        expect(state.decided?.n).toBeLessThanOrEqual(60);
      }),
    );
  });
});

/** Judged differences in steps of 0.05 whose mean and spread are about those of real ones; 70 % of them equal when sd is small. */
function* stream(key: string, mean: number, sd: number): Generator<number> {
  const random = randomWords(key);
  for (;;) {
    // Twelve uniform numbers make a normal one, nearly.
    let sum = -6;
    for (let i = 0; i < 12; i += 1) sum += random() / 2 ** 32;
    yield Math.min(1, Math.max(-1, mean + sd * sum));
  }
}

describe('guarantees, at the sample sizes of real rollouts', () => {
  const RUNS = 300;
  const share = (word: string, mean: number, sd: number) => {
    let hits = 0;
    for (let run = 0; run < RUNS; run += 1) {
      let state = NEW_DECISION;
      for (const delta of stream(`${run}`, mean, sd)) {
        state = observe(state, delta, SETTINGS);
        if (state.decided) break;
      }
      if (decisionWord(state) === word) hits += 1;
    }
    return hits / RUNS;
  };

  it.each([
    [-0.05, 0.38],
    [-0.05, 0.21],
    [-0.1, 0.38],
  ])('worse by the margin or more (mean %f, sd %f) is promoted in at most 5%', (mean, sd) => {
    expect(share('promote', mean, sd)).toBeLessThanOrEqual(0.05);
  });

  it.each([
    [0, 0.38],
    [0, 0.21],
    [0.05, 0.38],
  ])('not worse (mean %f, sd %f) is rolled back in at most 5%, and mostly promoted', (mean, sd) => {
    expect(share('roll_back', mean, sd)).toBeLessThanOrEqual(0.05);
    expect(share('promote', mean, sd)).toBeGreaterThan(0.9);
  });
});
