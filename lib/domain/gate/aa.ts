import { meanOfPresent } from '../scoring/composite.ts';
import { randomIndex, randomWords } from '../stats/random-words.ts';
import { clopperPearsonInterval } from '../stats/proportion.ts';
import { decide } from './decide.ts';
import type { ExampleEvidence, ExampleSide, GateEvidence } from './evidence.ts';
import type { GateSettings } from './settings.ts';
import type { Comparison, Decision } from './verdict.ts';

export interface SelfTestOptions {
  /** Pairs of resampled runs. */
  runs: number;
  /** Answers per prompt of the resampled candidate; the baseline keeps its own number. */
  repeats: number;
  /** Resampled runs are repeatable by it. */
  seed: number;
}

export interface SelfTest {
  runs: number;
  repeats: { baseline: number; current: number };
  /** measured: from several answers per prompt. upper_bound: one answer each, so differences between prompts count as noise. */
  noise: 'measured' | 'upper_bound';
  verdicts: Record<Decision['verdict'], number>;
  /** Share of runs that failed though nothing had changed, with its exact 95 % interval. */
  flip_rate: number;
  flip_rate_interval95: { low: number; high: number };
  /** Mean smallest drop seen with 80 % power; null where it could not be told. */
  minimum_detectable_drop: { category: string | null; drop: number | null }[];
}

/**
 * Runs the gate on pairs of runs that differ by chance alone, made of a baseline's own answers: how often it would fail a
 * candidate that is as good as the baseline, and which drops it could see.
 *
 * @param evidence of the baseline as the current run
 */
export function selfTest(
  evidence: GateEvidence,
  settings: GateSettings,
  { runs, repeats, seed }: SelfTestOptions,
): SelfTest {
  const answered = evidence.examples.filter(({ current }) => answersOf(current).length > 0);
  const several = answered.filter(({ current }) => answersOf(current).length > 1);
  // An example that lost all but one of its answers is left out; a run of single answers is another matter.
  const isMeasured = several.length * 2 > answered.length;
  const scored = isMeasured ? several : answered;
  const resample = isMeasured ? resampledAnswers : resampledExamples(scored);
  const words = randomWords(`self-test ${seed}`);
  const verdicts = { pass: 0, fail: 0, inconclusive: 0, invalid: 0 };
  const drops = new Map<string | null, number[]>();
  for (let run = 0; run < runs; run += 1) {
    const examples = scored.map((example): ExampleEvidence => {
      const own = answersOf(example.current).length;
      return {
        ...example,
        baseline: resample(example, own, words),
        current: resample(example, isMeasured ? repeats : own, words),
      };
    });
    const decision = decide(
      { ...evidence, baseline: evidence.current, no_baseline: null, examples },
      // Draws of their own: chance in the test must not repeat from run to run.
      { ...settings, seed: settings.seed + run },
    );
    verdicts[decision.verdict] += 1;
    for (const each of [decision.overall, ...decision.categories]) noteDrop(drops, each);
  }
  return {
    runs,
    repeats: { baseline: evidence.current.repeats, current: isMeasured ? repeats : evidence.current.repeats },
    noise: isMeasured ? 'measured' : 'upper_bound',
    verdicts,
    flip_rate: verdicts.fail / runs,
    flip_rate_interval95: clopperPearsonInterval(verdicts.fail, runs),
    minimum_detectable_drop: [...drops].map(([category, values]) => ({
      category,
      drop: meanOfPresent(values),
    })),
  };
}

function noteDrop(drops: Map<string | null, number[]>, comparison: Comparison): void {
  const { category, minimum_detectable_drop: drop } = comparison;
  let known = drops.get(category);
  if (!known) drops.set(category, (known = []));
  if (drop !== null) known.push(drop);
}

type Resample = (example: ExampleEvidence, answers: number, words: () => number) => ExampleSide;

/** Indices of the answers that have a score. */
function answersOf(side: ExampleSide | null): number[] {
  return side?.scores.flatMap((score, index) => (score === null ? [] : [index])) ?? [];
}

/**
 * Draws answers with replacement. Their distances from the example's mean are widened by sqrt(K / (K − 1)), because K answers
 * drawn from K vary less than new ones; checks go with the answer that was drawn.
 */
const resampledAnswers: Resample = ({ current }, answers, words) => {
  const known = answersOf(current);
  const mean = meanOfPresent(current?.scores ?? []) ?? 0;
  const widening = Math.sqrt(known.length / (known.length - 1));
  const drawn = Array.from({ length: answers }, () => known[randomIndex(words, known.length)] ?? 0);
  return {
    scores: drawn.map((index) => mean + widening * ((current?.scores[index] ?? mean) - mean)),
    required: drawn.map((index) => current?.required[index] ?? null),
    optional: drawn.map((index) => current?.optional[index] ?? null),
    lengths: drawn.map((index) => current?.lengths[index] ?? null),
  };
};

/** With one answer per prompt: an answer's stand-in is any answer of its category, on either side. */
function resampledExamples(examples: readonly ExampleEvidence[]): Resample {
  const byCategory = Map.groupBy(examples, ({ category }) => category);
  return (example, answers, words) => {
    const { current } = example;
    const others = byCategory.get(example.category) ?? [];
    const drawn = Array.from({ length: answers }, () => {
      const scores = others[randomIndex(words, others.length)]?.current?.scores ?? [];
      return meanOfPresent(scores);
    });
    // Checks belong to the prompt: they stay, and can't flip here.
    const { required = [], optional = [], lengths = [] } = current ?? {};
    return { scores: drawn, required, optional, lengths };
  };
}
