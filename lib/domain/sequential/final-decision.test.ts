import { expect, it } from 'vitest';
import { finalDecision, type DecisionFacts, type PromotionRules } from './final-decision.ts';
import { follow, NEW_STREAM, streamReport } from './shadow-report.ts';
import type { DecisionSettings, DecisionWord } from './shadow-decision.ts';

const SETTINGS: DecisionSettings = { margin: 0.05, alpha: 0.05, minSamples: 10, maxSamples: 100 };
const reportOf = (delta: number, n: number) => {
  let stream = NEW_STREAM;
  for (let i = 0; i < n; i += 1) stream = follow(stream, delta, SETTINGS);
  return streamReport(stream, SETTINGS);
};
const better = reportOf(0.4, 50);
const worse = reportOf(-0.4, 50);
const stratum = (name: string, decision: DecisionWord) => ({ name, report: { ...better, decision } });

const FACTS: DecisionFacts = { windowDays: 8, divergenceRate: 0.3, strata: [] };
const RULES: PromotionRules = { minWindowDays: 7, maxDivergenceRate: null };

it.each<[string, typeof better, Partial<DecisionFacts>, Partial<PromotionRules>, DecisionWord, string]>([
  ['all well', better, {}, {}, 'promote', 'is ruled out'],
  ['too short a window', better, { windowDays: 6.94 }, {}, 'keep_going', '6.9 of at least 7 days'],
  ['exactly long enough', better, { windowDays: 7 }, {}, 'promote', 'is ruled out'],
  ['diverging', better, {}, { maxDivergenceRate: 0.2 }, 'keep_going', '30.0% of the answers diverge'],
  ['at the limit', better, {}, { maxDivergenceRate: 0.3 }, 'promote', 'is ruled out'],
  ['no similarity', better, { divergenceRate: null }, { maxDivergenceRate: 0 }, 'promote', 'is ruled out'],
  [
    'worse in one use case',
    better,
    { strata: [stratum('search', 'roll_back'), stratum('chat', 'keep_going')] },
    {},
    'keep_going',
    'in the use case search',
  ],
  ['worse: nothing holds it', worse, { windowDays: 0 }, { maxDivergenceRate: 0 }, 'roll_back', 'is worse'],
  ['open', reportOf(0, 5), { windowDays: 0 }, {}, 'keep_going', 'too early'],
])('%s', (_, report, facts, rules, decision, reason) => {
  const result = finalDecision(report, { ...FACTS, ...facts }, { ...RULES, ...rules });
  expect(result.decision).toBe(decision);
  expect(result.reasons.join(' ')).toContain(reason);
});
