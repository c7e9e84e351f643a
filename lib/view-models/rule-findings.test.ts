import { expect, it } from 'vitest';
import { ruleFindingsSchema, type RuleFindings } from '#lib/contracts/evaluations.ts';
import { HEURISTIC_RULES } from '#lib/domain/evaluation/heuristics/settings.ts';
import { prepareRules, type RuleSortKey } from './rule-findings.ts';

const COUNTS: Record<string, [failed: number, applied: number]> = {
  empty: [1, 200],
  length: [20, 199],
  language: [5, 20],
  refusal: [20, 199],
  repetition: [0, 150],
  keywords: [0, 0],
};
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 8, minutes)).toISOString();

const findings: RuleFindings = ruleFindingsSchema.parse({
  ...{ from: at(0), to: at(59), evaluations: 200, step_seconds: 600 },
  items: HEURISTIC_RULES.map((rule) => {
    const [failed, applied] = COUNTS[rule] ?? [0, 0];
    const series = [
      { ts: at(20), failed, applied },
      { ts: at(10), failed: 0, applied: Math.min(applied, 10) },
      { ts: at(0), failed: 0, applied: 0 },
    ];
    return { rule, failed, applied, share: applied === 0 ? null : failed / applied, series };
  }),
});
const rulesBy = (sort: RuleSortKey, order: 'asc' | 'desc') =>
  prepareRules(findings, { sort, order }).map(({ rule }) => rule);

it.each([
  ['share', 'desc', ['language', 'length', 'refusal', 'empty', 'repetition', 'keywords']],
  ['share', 'asc', ['repetition', 'empty', 'length', 'refusal', 'language', 'keywords']],
  ['failed', 'desc', ['length', 'refusal', 'language', 'empty', 'keywords', 'repetition']],
  ['name', 'asc', ['empty', 'keywords', 'language', 'length', 'refusal', 'repetition']],
  ['name', 'desc', ['repetition', 'refusal', 'length', 'language', 'keywords', 'empty']],
] as const)('by %s, %s', (sort, order, rules) => {
  expect(rulesBy(sort, order)).toEqual(rules);
});

it('tells shares over time, oldest first, and what never fired or applied', () => {
  const rows = new Map(prepareRules(findings, { sort: 'name', order: 'asc' }).map((row) => [row.rule, row]));
  expect(rows.get('length')).toMatchObject({
    ...{ failed: '20', applied: '199', shareText: '10.1%', hasFired: true },
    bars: [
      { timeMs: Date.parse(at(10)), height: 0 },
      { timeMs: Date.parse(at(20)), height: 1 },
    ],
    barsText: expect.stringContaining('for 10.1% of the answers') as unknown,
  });
  expect(rows.get('repetition')).toMatchObject({
    ...{ hasFired: false, shareText: '0%', barsText: 'Never fired.' },
    bars: [{ height: 0 }, { height: 0 }],
  });
  expect(rows.get('keywords')).toMatchObject({ share: null, shareText: 'does not apply', bars: [] });
});
