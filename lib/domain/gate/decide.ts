import { checkComparability } from './comparability.ts';
import { compareAll } from './compare-all.ts';
import { checkCoverage } from './coverage.ts';
import type { GateEvidence } from './evidence.ts';
import { dropText, finding, listed, pText, score, type Finding } from './findings.ts';
import { lengthControl, lengthNotes } from './length-control.ts';
import { absoluteRule, thresholdRule, type Compared } from './mean-rules.ts';
import { neededToDecide } from './needed.ts';
import { scoresByCategory, type CategoryScores } from './pairs.ts';
import { failureRates, optionalChecks, qualityRules } from './quality-rules.ts';
import { requiredRule } from './required-rule.ts';
import { marginOf, type GateSettings } from './settings.ts';
import { statisticalRule } from './statistical-rule.ts';
import type { ChangedExample, Comparison, Decision } from './verdict.ts';

/** The verdict on a run, from its evidence alone: the same evidence and settings give the same verdict, to the last digit. */
export function decide(evidence: GateEvidence, settings: GateSettings): Decision {
  const scores = scoresByCategory(evidence);
  const compared = compareAll(scores, settings);
  const { overall, categories } = compared;
  const rule = evidence.baseline ? settings.rule : 'absolute';
  const findings = [
    ...checkComparability(evidence, settings),
    ...emptiness(evidence, overall),
    ...ruleFindings(rule, compared, settings),
    ...checkCoverage(evidence, categories, settings),
    ...requiredRule(evidence, settings),
    ...failureRates(evidence),
    ...qualityRules(evidence, settings),
  ];
  const verdict = worstOf(findings);
  const length = lengthControl(evidence);
  const deciding = findings.filter(({ effect }) => effect === verdict).map(({ text }) => text);
  return {
    verdict,
    rule,
    reasons: verdict === 'pass' ? [passReason(rule, compared, settings)] : deciding,
    notes: [
      ...findings.filter(({ effect }) => effect !== verdict).map(({ text }) => text),
      ...inferenceNotes(compared, settings),
      ...lengthNotes(length, marginOf(settings)),
      ...powerNotes(compared, settings),
    ],
    margin: marginOf(settings),
    overall,
    categories: [...categories],
    optional_checks: optionalChecks(evidence),
    length,
    ...changedExamples(scores),
    needed: evidence.baseline ? neededToDecide([overall, ...categories], settings) : [],
  };
}

function emptiness(evidence: GateEvidence, overall: Comparison): Finding[] {
  if (evidence.examples.length === 0) return [finding('invalid', 'There are no examples.')];
  if (overall.n_current === 0) return [finding('invalid', 'Nothing of the current run could be scored.')];
  if (overall.current === null)
    return [finding('invalid', 'There is no overall score: every category weighs 0.')];
  if (evidence.baseline && overall.n === 0)
    return [finding('invalid', 'No example has a score in both the baseline and the current run.')];
  return [];
}

function ruleFindings(rule: Decision['rule'], compared: Compared, settings: GateSettings): Finding[] {
  if (rule === 'absolute') return absoluteRule(compared, settings);
  return rule === 'threshold' ? thresholdRule(compared, settings) : statisticalRule(compared, settings);
}

function worstOf(findings: readonly Finding[]): Decision['verdict'] {
  const order = ['invalid', 'fail', 'inconclusive'] as const;
  return order.find((effect) => findings.some((each) => each.effect === effect)) ?? 'pass';
}

function passReason(
  rule: Decision['rule'],
  { overall, categories }: Compared,
  settings: GateSettings,
): string {
  const { thresholds } = settings;
  const total = `the overall score ${score(overall.current)} is not below ${thresholds.overall}`;
  if (rule === 'absolute') return `No category scored below ${thresholds.per_category_min}, and ${total}.`;
  if (rule === 'threshold')
    return `No category fell by more than ${thresholds.regression_alert_delta}, and ${total}.`;
  const p = [overall, ...categories].reduce((most, each) => Math.max(most, each.p_noninferiority ?? 0), 0);
  return `A drop of ${dropText(marginOf(settings))} is ruled out in every category and overall (largest ${pText(p)}).`;
}

function inferenceNotes({ overall }: Compared, { inference }: GateSettings): string[] {
  if (inference === overall.inference || overall.n === 0) return [];
  return [
    'Inference for these very prompts needs two differing answers per prompt on both sides; tested for prompts like these instead.',
  ];
}

/** A margin that the golden set can't resolve is worth a warning, whatever the rule. */
function powerNotes({ overall, categories }: Compared, settings: GateSettings): string[] {
  const margin = marginOf(settings);
  const blind = [overall, ...categories].filter((each) => (each.minimum_detectable_drop ?? 0) > margin);
  if (blind.length === 0) return [];
  const names = blind.map(
    ({ category, minimum_detectable_drop: drop }) => `${category ?? 'overall'} ${dropText(drop ?? 0)}`,
  );
  return [
    `The margin of ${dropText(margin)} is below the smallest drop that is seen with 80% power: ${listed(names)}.`,
  ];
}

const MOST_CHANGED = 20;

function changedExamples(scores: readonly CategoryScores[]): Pick<Decision, 'regressed' | 'improved'> {
  const changed = scores
    .flatMap(({ pairs }) => pairs)
    .map(({ id, category, baseline, current, delta }): ChangedExample => ({
      ...{ id, category, baseline, current, delta },
    }))
    .sort((a, b) => a.delta - b.delta || (a.id < b.id ? -1 : 1));
  return {
    regressed: changed.slice(0, MOST_CHANGED).filter(({ delta }) => delta < 0),
    improved: changed
      .slice(-MOST_CHANGED)
      .filter(({ delta }) => delta > 0)
      .reverse(),
  };
}
