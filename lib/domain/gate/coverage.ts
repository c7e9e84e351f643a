import type { ExampleEvidence, GateEvidence } from './evidence.ts';
import { counted, fewAlike, finding, listed, score, type Finding } from './findings.ts';
import { scoreOf } from './pairs.ts';
import { isBelow, type GateSettings } from './settings.ts';
import type { Comparison } from './verdict.ts';

/**
 * What the current run doesn't cover. A category without a single score fails: leaving the worst one out must not pass. Single
 * examples without a score leave the verdict open, because nobody knows what they would have scored.
 */
export function checkCoverage(
  evidence: GateEvidence,
  categories: readonly Comparison[],
  settings: GateSettings,
): Finding[] {
  const lostCategories = categories
    .filter(({ status }) => status === 'lost')
    .map(({ category, n_baseline: n }) =>
      finding('fail', `Lost coverage: the current run has no score in ${category} (${n} in the baseline).`),
    );
  const findings = fewAlike(
    lostCategories,
    'fail',
    'categories of the baseline have no score in the current run',
  );
  const gone = new Set(categories.filter(({ status }) => status === 'lost').map(({ category }) => category));
  const lost = evidence.examples.filter(
    (example) => !gone.has(example.category) && isLost(example, evidence),
  );
  if (lost.length > 0) {
    const ids = listed(lost.map(({ id }) => id));
    const text = `Lost coverage: ${counted(lost.length, 'example')} without a score in the current run: ${ids}.`;
    findings.push(finding('inconclusive', text));
  }
  return [
    ...findings,
    ...(evidence.baseline ? newCategories(categories, settings) : []),
    ...unpaired(evidence),
  ];
}

/** With a baseline: scored there and not here. Without one: not scored here. */
function isLost({ baseline, current }: ExampleEvidence, evidence: GateEvidence): boolean {
  if (scoreOf(current) !== null) return false;
  return evidence.baseline === null || scoreOf(baseline) !== null;
}

function newCategories(categories: readonly Comparison[], { thresholds }: GateSettings): Finding[] {
  const least = thresholds.per_category_min;
  const found = categories.flatMap(({ status, category, current }) => {
    if (status !== 'new' || current === null) return [];
    const text = `${category} is new (not in the baseline): ${score(current)}`;
    return isBelow(current, least)
      ? [finding('fail', `${text} is below the minimum of ${least} for a category.`)]
      : [finding('note', `${text}, at least the minimum of ${least}.`)];
  });
  const having = (effect: Finding['effect']) => found.filter((each) => each.effect === effect);
  return [
    ...fewAlike(having('fail'), 'fail', `new categories are below the minimum of ${least}`),
    ...fewAlike(having('note'), 'note', `new categories are at least ${least}`),
  ];
}

function unpaired({ baseline, examples }: GateEvidence): Finding[] {
  if (!baseline) return [];
  const changed = examples.filter((example) => example.is_changed);
  const added = examples.filter((example) => example.baseline === null);
  return [
    ...(changed.length > 0
      ? [
          finding(
            'note',
            `${counted(changed.length, 'example')} of another text under the same id, left out of the statistics: ${listed(changed.map(({ id }) => id))}.`,
          ),
        ]
      : []),
    ...(added.length > 0
      ? [
          finding(
            'note',
            `${counted(added.length, 'new example')}, left out of the statistics: ${listed(added.map(({ id }) => id))}.`,
          ),
        ]
      : []),
  ];
}
