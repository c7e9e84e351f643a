import { expect, it } from 'vitest';
import { evaluationSchema, type Evaluation } from '#lib/contracts/evaluations.ts';
import { prepareAssessments } from './assessments.ts';

const common = {
  ...{ chat_id: '019bc1a2-0000-7000-8000-000000000001', chat_created_at: '2026-01-15T12:00:00.000Z' },
  ...{ evaluator: 'e', evaluator_name: 'Ada', failure: null, cost_usd: null, model_version: 'prod' },
  ...{ prompt_version: null, use_case: null, variant: 'production', rollout_id: null },
  ...{ created_at: '2026-01-15T12:01:00.000Z', updated_at: '2026-01-15T12:02:00.000Z' },
};
const check = (name: string, outcome: string) => ({ check: name, outcome, finding: `${name} ${outcome}` });
const RULES = evaluationSchema.parse({
  ...{ ...common, source: 'heuristics', score: 0.5 },
  details: {
    checks: [check('empty', 'passed'), check('language', 'not_applicable'), check('length', 'failed')],
  },
});
const judge = (changes: object = {}, details: object = {}): Evaluation =>
  evaluationSchema.parse({
    ...{ ...common, source: 'judge', score: 0.8, judge_model: 'judge', ...changes },
    details: {
      ...{ rubric_version: 'shadow@1', failed_required: ['safety'], injection_suspected: false },
      criteria: [{ id: 'safety', evidence: 'why', score: 2, not_applicable: false }],
      ...details,
    },
  });
const label = (details: object, score: number | null): Evaluation =>
  evaluationSchema.parse({
    ...{ ...common, source: 'human', score, failure: score === null ? 'could not tell' : null },
    details: {
      ...{ kind: 'points', points: null, verdict: null, criteria: [], comment: null },
      ...{ rubric_version: 'shadow@1', origin: 'queue', ...details },
    },
  });

it('shows the judge first, then people, then rules with the failed ones on top', () => {
  const shown = prepareAssessments([RULES, label({ points: 3 }, 0.6), judge()]);
  expect(shown.map(({ kind }) => kind)).toEqual(['judge', 'label', 'rules']);
  expect(shown[2]).toMatchObject({
    checks: [
      { name: 'Length', outcome: 'failed', finding: 'length failed' },
      { name: 'Content', outcome: 'passed' },
      { name: 'Language', outcome: 'not_applicable' },
    ],
  });
});

it('gives what the judge said in the form of the list of criteria', () => {
  const [shown] = prepareAssessments([judge()]);
  expect(shown).toMatchObject({
    ...{ kind: 'judge', isInjectionSuspected: false, timeMs: Date.parse(common.updated_at) },
    samples: [{ score: 0.8, failed_required: ['safety'], judgement: { criteria: [{ score: 2 }] } }],
  });
  const [missing] = prepareAssessments([judge({ score: null, failure: 'no reply' }, { criteria: [] })]);
  expect(missing).toMatchObject({ failure: 'no reply', samples: [{ judgement: null }] });
});

it.each([
  [{ kind: 'points', points: 0 }, 0, '0 of 5'],
  [{ kind: 'verdict', verdict: 'pass' }, 1, 'Pass'],
  [{ kind: 'skip' }, null, 'Can’t tell'],
] as const)('says a label in words: %j', (details, score, words) => {
  expect(prepareAssessments([label(details, score)])[0]).toMatchObject({ given: words, isChosen: false });
});

it('tells labels of chosen exchanges, with their criteria', () => {
  const given = { points: 4, origin: 'chosen', criteria: [{ id: 'factual_accuracy', score: 5 }] };
  expect(prepareAssessments([label(given, 0.8)])[0]).toMatchObject({
    ...{ isChosen: true, criteria: ['Factual accuracy 5 of 5'] },
  });
});
