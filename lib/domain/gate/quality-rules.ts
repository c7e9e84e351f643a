import { fisherP } from '../stats/fisher.ts';
import { mcnemarP } from '../stats/mcnemar.ts';
import { wilsonInterval } from '../stats/proportion.ts';
import type { ExampleSide, GateEvidence, RunEvidence } from './evidence.ts';
import { finding, pText, type Finding } from './findings.ts';
import { scoreOf } from './pairs.ts';
import { stateOf } from './required-rule.ts';
import { isBelow, type GateSettings } from './settings.ts';
import type { Decision } from './verdict.ts';

/** Rates of failed answers and judgements that differ with a lower p than this bias every comparison. */
const FAILURE_RATE_ALPHA = 0.01;

/** Whether the current run lacks answers or judgements significantly more often than the baseline. */
export function failureRates({ baseline, current }: GateEvidence): Finding[] {
  if (!baseline) return [];
  return [
    ...compareRates('Answers', answersOf(baseline), answersOf(current)),
    ...compareRates('Judgements', judgementsOf(baseline), judgementsOf(current)),
  ];
}

interface Rate {
  failed: number;
  of: number;
}

function compareRates(name: string, baseline: Rate, current: Rate): Finding[] {
  const p = fisherP(current, baseline);
  if (p >= FAILURE_RATE_ALPHA) return [];
  const text = ({ failed, of }: Rate) => `${failed} of ${of}`;
  return [
    finding(
      'fail',
      `${name} failed more often than in the baseline (${text(current)} against ${text(baseline)}, ${pText(p)}): what is missing biases the comparison.`,
    ),
  ];
}

const answersOf = (run: RunEvidence): Rate => ({ failed: run.failed_answers, of: run.answers });
const judgementsOf = (run: RunEvidence): Rate => ({ failed: run.failed_judgements, of: run.judgements });

/** Optional rules: least share of passing examples, least means of judge criteria. */
export function qualityRules(evidence: GateEvidence, settings: GateSettings): Finding[] {
  return [...passRateRule(evidence, settings), ...criteriaRule(evidence.current, settings)];
}

/** An example passes with a score of at least per_category_min and no failure of what is required in most answers. */
function passRateRule({ examples }: GateEvidence, settings: GateSettings): Finding[] {
  const { golden_pass_rate: least, thresholds } = settings;
  if (least === null) return [];
  const scored = examples.flatMap(({ current }) => {
    const score = scoreOf(current);
    return score === null
      ? []
      : [!isBelow(score, thresholds.per_category_min) && stateOf(current) !== 'failing'];
  });
  if (scored.length === 0) return [];
  const passed = scored.filter((passes) => passes).length;
  const { low, high } = wilsonInterval(passed, scored.length, 0.9);
  const share = (value: number) => `${(value * 100).toFixed(1)}%`;
  const text = `The golden pass rate is ${share(passed / scored.length)} (${passed} of ${scored.length}; 90% interval ${share(low)} to ${share(high)})`;
  return isBelow(passed / scored.length, least)
    ? [finding('fail', `${text}, below the required ${share(least)}.`)]
    : [finding('note', `${text}.`)];
}

function criteriaRule(current: RunEvidence, settings: GateSettings): Finding[] {
  return Object.entries(settings.criteria).flatMap(([id, least]) => {
    const mean = current.criteria.find((criterion) => criterion.id === id)?.mean ?? null;
    if (mean === null)
      return [
        finding('inconclusive', `The criterion ${id} has a minimum of ${least}, but no judgement scored it.`),
      ];
    const text = `The criterion ${id} has a mean of ${mean.toFixed(2)} of 5`;
    return isBelow(mean, least) ? [finding('fail', `${text}, below the required ${least}.`)] : [];
  });
}

/** Exact McNemar test on checks that are not required; reported, never deciding. */
export function optionalChecks({ examples }: GateEvidence): Decision['optional_checks'] {
  let newlyFailed = 0;
  let newlyPassed = 0;
  for (const { baseline, current, is_changed: isChanged } of examples) {
    const [before, now] = [mostPassed(baseline), mostPassed(current)];
    if (isChanged || before === null || now === null || before === now) continue;
    if (now) newlyPassed += 1;
    else newlyFailed += 1;
  }
  return {
    newly_failed: newlyFailed,
    newly_passed: newlyPassed,
    p_regression: mcnemarP(newlyFailed, newlyPassed),
  };
}

function mostPassed(side: ExampleSide | null): boolean | null {
  const known = side?.optional.filter((passed) => passed !== null) ?? [];
  return known.length === 0 ? null : known.filter((passed) => !passed).length * 2 <= known.length;
}
