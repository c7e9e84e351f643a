import { linearFit } from '../stats/linear-fit.ts';
import { meanOfPresent } from '../scoring/composite.ts';
import type { ExampleSide, GateEvidence } from './evidence.ts';
import { signed } from './findings.ts';
import { scoreOf } from './pairs.ts';
import type { Decision } from './verdict.ts';

/**
 * Whether the difference goes with the length of answers, which judges like: r(delta, log length ratio), and the difference at
 * equal length, the intercept of delta on that ratio. Null when it can't be told.
 */
export function lengthControl({ examples }: GateEvidence): Decision['length'] {
  const points = examples.flatMap(({ baseline, current, is_changed: isChanged }) => {
    const [before, now] = [scoreOf(baseline), scoreOf(current)];
    const [short, long] = [lengthOf(baseline), lengthOf(current)];
    if (isChanged || before === null || now === null || !short || !long) return [];
    return [[Math.log(long / short), now - before] as const];
  });
  const fit = linearFit(points);
  if (!fit) return null;
  const delta = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  return { n: points.length, delta, adjusted_delta: fit.intercept, correlation: fit.correlation };
}

/** A warning when the difference turns round at equal length, and either is worth mention. */
export function lengthNotes(length: Decision['length'], margin: number): string[] {
  if (!length) return [];
  const { delta, adjusted_delta: adjusted, correlation } = length;
  const isSmall = Math.max(Math.abs(delta), Math.abs(adjusted)) < margin / 2;
  if (isSmall || Math.sign(delta) === Math.sign(adjusted)) return [];
  return [
    `The difference goes with the length of the answers (r = ${correlation.toFixed(2)}): ${signed(delta)} as measured, ${signed(adjusted)} at equal length.`,
  ];
}

function lengthOf(side: ExampleSide | null): number | null {
  return side && meanOfPresent(side.lengths);
}
