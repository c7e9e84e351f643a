import { describe, expect, it } from 'vitest';
import {
  evaluationSchema,
  evaluationSummarySchema,
  type Evaluation,
  type EvaluationSummary,
} from '#lib/contracts/evaluations.ts';
import { prepareEvaluationChart } from './evaluation-chart.ts';
import { prepareEvaluationRow, prepareGroups, prepareSourceCards } from './evaluations.ts';

const figures = (mean: number | null, scored: number, evaluations = scored) => ({
  ...{ evaluations, scored, mean },
  missing_share: evaluations === 0 ? null : (evaluations - scored) / evaluations,
  low: mean === null ? null : mean - 0.02,
  high: mean === null ? null : Math.min(1, mean + 0.02),
});

const summary: EvaluationSummary = evaluationSummarySchema.parse({
  from: '2026-11-21T08:00:00.000Z',
  to: '2026-11-21T09:00:00.000Z',
  totals: [
    { source: 'judge', ...figures(0.8, 90, 100) },
    { source: 'heuristics', ...figures(0.99, 500) },
  ],
  items: [
    { source: 'judge', evaluator: 'j1', model: 'small', prompt_version: null, ...figures(0.7, 30) },
    { source: 'judge', evaluator: 'j1', model: 'large', prompt_version: 'v2', ...figures(0.85, 60, 70) },
    {
      source: 'heuristics',
      evaluator: 'rules 1',
      model: 'large',
      prompt_version: 'v2',
      ...figures(0.99, 500),
    },
  ],
  step_seconds: 600,
  series: [
    { ts: '2026-11-21T08:10:00.000Z', source: 'judge', ...figures(0.8, 40) },
    { ts: '2026-11-21T08:20:00.000Z', source: 'judge', ...figures(null, 0, 3) },
    { ts: '2026-11-21T08:40:00.000Z', source: 'judge', ...figures(0.9, 50) },
    { ts: '2026-11-21T08:20:00.000Z', source: 'heuristics', ...figures(1, 20) },
  ],
});

describe('prepareSourceCards', () => {
  it('tells n, interval and what is missing; a source without evaluations says so', () => {
    expect(prepareSourceCards(summary)).toMatchObject([
      {
        name: 'Judge',
        mean: '0.800',
        interval: '0.780 to 0.820',
        n: 'n = 90',
        missing: '10% missing (10 of 100)',
      },
      { name: 'Rules', mean: '0.990', interval: '0.970 to 1.000', n: 'n = 500', missing: null },
      { name: 'People', mean: '–', interval: 'nothing evaluated in this range', n: '' },
    ]);
  });
});

describe('prepareGroups', () => {
  it('has one source, the most evaluated first, on one scale', () => {
    const { rows, forest } = prepareGroups(summary, 'judge');
    expect(rows).toMatchObject([
      { model: 'large', version: 'v2', n: '60', missing: '14.3%', isMissingMuch: true, mean: '0.850' },
      { model: 'small', version: 'no prompt version', n: '30', missing: '0%', isMissingMuch: false },
    ]);
    const [large, small] = rows.map(({ key }) => forest.marks.get(key));
    expect(large?.point).toBeGreaterThan(small?.point ?? NaN);
    expect(large?.bar?.width).toBeGreaterThan(0);
    expect(prepareGroups(summary, 'human').rows).toEqual([]);
  });
});

describe('prepareEvaluationChart', () => {
  it('leaves gaps where nothing was scored', () => {
    const chart = prepareEvaluationChart(summary);
    expect(chart?.lines.map(({ name }) => name)).toEqual(['Judge', 'Rules']);
    expect(chart?.points.map(({ means }) => [means.judge, means.heuristics])).toEqual([
      [0.8, null],
      [null, 1],
      [null, null],
      [0.9, null],
    ]);
    expect(chart?.points[1]?.bands.heuristics).toEqual([0.98, 1]);
    expect(chart?.summary).toBe(
      'Judge: means between 0.800 and 0.900. Rules: means between 1.000 and 1.000.',
    );
  });

  it('is nothing without scores', () => {
    expect(prepareEvaluationChart({ ...summary, series: summary.series.slice(1, 2) })).toBeNull();
  });
});

describe('prepareEvaluationRow', () => {
  const common = {
    chat_id: '0193aaaa-0000-7000-8000-000000000001',
    chat_created_at: '2026-11-21T08:10:00.000Z',
    evaluator: 'x',
    evaluator_name: 'Somebody',
    score: 0.5,
    failure: null,
    cost_usd: null,
    model_version: 'large',
    prompt_version: null,
    use_case: null,
    variant: 'production',
    rollout_id: null,
    created_at: '2026-11-21T08:11:00.000Z',
    updated_at: '2026-11-21T08:11:00.000Z',
  };
  const judged = (details: object, change: object = {}): Evaluation =>
    evaluationSchema.parse({
      ...{ ...common, source: 'judge', judge_model: 'j' },
      ...change,
      details: {
        ...{ rubric_version: 'r', criteria: [], failed_required: [], injection_suspected: false },
        ...details,
      },
    });
  const criterion = (id: string, score: number, notApplicable = false) => ({
    ...{ id, score, evidence: `about ${id}`, not_applicable: notApplicable },
  });

  it('a judge’s: required ones first, then the two worst with their evidence', () => {
    const criteria = [
      criterion('tone', 4),
      criterion('safety', 1),
      criterion('facts', 2),
      criterion('rest', 0, true),
    ];
    expect(prepareEvaluationRow(judged({ criteria, failed_required: ['safety'] }))).toMatchObject({
      ...{ tone: 'bad', score: '0.500', who: 'Somebody' },
      findings: ['Required: safety is not met', 'Safety 1/5: about safety', 'Facts 2/5: about facts'],
    });
    expect(prepareEvaluationRow(judged({ criteria: [criterion('facts', 5)] })).findings).toEqual([
      'Nothing to complain of',
    ]);
    expect(prepareEvaluationRow(judged({ injection_suspected: true })).findings).toEqual([
      'The answer speaks to its judge.',
    ]);
  });

  it('a missing score says why', () => {
    expect(prepareEvaluationRow(judged({}, { score: null, failure: 'judge refused' }))).toMatchObject({
      ...{ score: 'missing', tone: 'missing', findings: ['judge refused'] },
    });
  });

  it('rules: those that failed, else how many passed', () => {
    const check = (name: string, outcome: string) => ({ check: name, outcome, finding: `${name} seen` });
    const rules = (...checks: object[]) =>
      prepareEvaluationRow(evaluationSchema.parse({ ...common, source: 'heuristics', details: { checks } }))
        .findings;
    expect(rules(check('refusal', 'failed'), check('empty', 'passed'))).toEqual(['Refusal: refusal seen']);
    expect(rules(check('length', 'passed'), check('language', 'not_applicable'))).toEqual(['1 rule passed']);
  });

  it.each([
    [{ kind: 'points', points: 3 }, ['3 of 5']],
    [{ kind: 'verdict', verdict: 'fail', comment: 'wrong' }, ['Fail', 'wrong']],
    [{ kind: 'points', points: 0, origin: 'chosen' }, ['0 of 5, an exchange that was chosen']],
  ])('a label %o', (details, findings) => {
    const label = evaluationSchema.parse({
      ...{ ...common, source: 'human' },
      details: {
        ...{ points: null, verdict: null, criteria: [], comment: null, rubric_version: 'r', origin: 'queue' },
        ...details,
      },
    });
    expect(prepareEvaluationRow(label).findings).toEqual(findings);
  });
});
