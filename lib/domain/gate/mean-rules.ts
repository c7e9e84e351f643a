import { dropText, fewAlike, finding, score, type Finding } from './findings.ts';
import { isBelow, type GateSettings } from './settings.ts';
import type { Comparison } from './verdict.ts';

/** Categories, and the overall score, as both rules see them. */
export interface Compared {
  overall: Comparison;
  categories: readonly Comparison[];
}

/**
 * The Python guard's rule: a category more than the delta below the baseline's, or the overall score below its threshold. A
 * drop equal to the delta, and an overall score equal to the threshold, pass.
 */
export function thresholdRule({ overall, categories }: Compared, { thresholds }: GateSettings): Finding[] {
  const { regression_alert_delta: allowed } = thresholds;
  const drops = categories.flatMap(({ category, baseline, current }) => {
    if (baseline === null || current === null || !isBelow(current, baseline - allowed)) return [];
    const drop = `fell by ${dropText(baseline - current, allowed)} (${score(baseline)} → ${score(current)})`;
    return [finding('fail', `${category} ${drop}, more than the allowed ${allowed}.`)];
  });
  const alike = fewAlike(drops, 'fail', `categories fell by more than the allowed ${allowed}`);
  return [...alike, ...overallBelow(overall, thresholds.overall)];
}

/** Without a baseline: the overall score and every category against their minimum. */
export function absoluteRule({ overall, categories }: Compared, { thresholds }: GateSettings): Finding[] {
  const least = thresholds.per_category_min;
  const low = categories.flatMap(({ category, current }) =>
    current !== null && isBelow(current, least)
      ? [
          finding(
            'fail',
            `${category} scored ${score(current)}, below the minimum of ${least} for a category.`,
          ),
        ]
      : [],
  );
  const alike = fewAlike(low, 'fail', `categories scored below the minimum of ${least}`);
  return [...alike, ...overallBelow(overall, thresholds.overall)];
}

function overallBelow({ current }: Comparison, threshold: number): Finding[] {
  if (current === null || !isBelow(current, threshold)) return [];
  return [finding('fail', `The overall score ${score(current)} is below the threshold of ${threshold}.`)];
}
