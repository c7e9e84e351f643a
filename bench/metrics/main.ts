import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { l as jsRouge } from 'js-rouge';
import { rougeL } from '#lib/domain/metrics/rouge-l.ts';
import { rougeLsum } from '#lib/domain/metrics/rouge-lsum.ts';
import { contest, local, type Contestant, type Timing } from './contest.ts';
import { startGoogleRouge, type GoogleRouge } from './google-rouge.ts';
import { MATCHING_SIZES, timeMatching } from './matching.ts';
import { textPair, type TextPair } from './texts.ts';

/*
 * ROUGE-L beside js-rouge and, where Python has it, Google's own; BERTScore's matching beside a plain loop. Ends with 1 when
 * a score differs from Google's.
 */
const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, python: { type: 'string', default: 'python3' } },
});
const rounds = values.quick ? 3 : 7;
const lengths = values.quick ? [20, 200] : [20, 100, 500, 2_000];
const TOLERANCE = 1e-12;

const google = startGoogleRouge(values.python);
console.log(
  `\n## Text metrics\n\n${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, Node.js ${process.version}`,
);
console.log(`Medians of ${rounds} interleaved rounds; ratios are times of the other over ours.\n`);
if (!google) console.log(`– skipped: Google's rouge_score (${values.python} can't import it)\n`);
try {
  process.exitCode = (await timeRouge(google)) ? 0 : 1;
} finally {
  google?.close();
}
console.log('\n| tokens × tokens × numbers | ours | plain triple loop | ratio |\n|---|---|---|---|');
for (const size of MATCHING_SIZES) {
  const [ours, plain] = await timeMatching(size, rounds);
  const { tokens, dimensions } = size;
  const ratio = (plain?.msPerCall ?? NaN) / (ours?.msPerCall ?? NaN);
  console.log(
    `| ${tokens} × ${tokens} × ${dimensions} | ${time(ours)} | ${time(plain)} | ${ratio.toFixed(1)} |`,
  );
}

/** Whether every score equals Google's, as far as that is here. */
async function timeRouge(reference: GoogleRouge | null): Promise<boolean> {
  let isEqual = true;
  console.log(
    '| words | metric | ours | js-rouge `l` | ratio | Google | ratio |\n|---|---|---|---|---|---|---|',
  );
  for (const words of lengths) {
    const pair = textPair(words);
    for (const [name, score] of [
      ['rougeL', rougeL],
      ['rougeLsum', rougeLsum],
    ] as const) {
      const timings = await contest(rougeContestants(name, score, pair, reference), rounds);
      const [ours, other, theirs] = timings;
      const ratio = (timing: Timing | undefined) =>
        timing && ours ? (timing.msPerCall / ours.msPerCall).toFixed(1) : '–';
      console.log(
        `| ${words} | ${name} | ${time(ours)} | ${time(other)} | ${ratio(other)} | ${time(theirs)} | ${ratio(theirs)} |`,
      );
      const expected = (await reference?.score(name, pair, 1))?.f1;
      const actual = score(pair.reference, pair.prediction)?.f1 ?? NaN;
      if (expected === undefined || Math.abs(actual - expected) <= TOLERANCE) continue;
      console.log(`✘ ${name} of ${words} words: ${actual}, Google ${expected}`);
      isEqual = false;
    }
  }
  if (reference && isEqual) console.log(`\n✔ every score equals Google's to ${TOLERANCE}`);
  return isEqual;
}

function rougeContestants(
  name: 'rougeL' | 'rougeLsum',
  score: typeof rougeL,
  pair: TextPair,
  reference: GoogleRouge | null,
): Contestant[] {
  return [
    local('ours', () => score(pair.reference, pair.prediction)),
    // Its own metric (other tokens, other sentences), but the one that it offers under this name.
    local('js-rouge', () => jsRouge(pair.prediction, pair.reference, { caseSensitive: false })),
    ...(reference
      ? [{ label: 'Google', run: async (calls: number) => (await reference.score(name, pair, calls)).ms }]
      : []),
  ];
}

function time(timing: Timing | undefined): string {
  if (!timing) return '–';
  return timing.msPerCall >= 1
    ? `${timing.msPerCall.toFixed(1)} ms`
    : `${(timing.msPerCall * 1_000).toFixed(1)} µs`;
}
