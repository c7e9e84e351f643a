import type { Evaluation, HeuristicCheck } from '#lib/contracts/evaluations.ts';
import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import { formatScore } from './format.ts';
import { sentenceCase } from './words.ts';

interface Common {
  key: string;
  /** Who looked at the answer: rules, a judge with its rubric, a person. */
  who: string;
  score: string;
  timeMs: number;
  /** Why there is no score; null with one. */
  failure: string | null;
}

export interface RulesAssessment extends Common {
  kind: 'rules';
  checks: { name: string; outcome: HeuristicCheck['outcome']; finding: string }[];
}

export interface JudgeAssessment extends Common {
  kind: 'judge';
  /** As the list of criteria takes it; empty without a judgement. */
  samples: ScoredAnswer['judge'];
  isInjectionSuspected: boolean;
}

export interface LabelAssessment extends Common {
  kind: 'label';
  given: string;
  criteria: string[];
  comment: string | null;
  /** Whether the person chose this exchange; labels of the queue alone are a random sample. */
  isChosen: boolean;
}

export type Assessment = RulesAssessment | JudgeAssessment | LabelAssessment;

const CHECK_NAMES: Record<HeuristicCheck['check'], string> = {
  // "Empty: passed" would read as if it were.
  empty: 'Content',
  length: 'Length',
  language: 'Language',
  refusal: 'Refusal',
  repetition: 'Repetition',
  keywords: 'Keywords',
};
const WORST_FIRST = { failed: 0, passed: 1, not_applicable: 2 } as const;
const ORDER = { judge: 0, human: 1, heuristics: 2 } as const;

/** What was found out about one answer: the judge first, then people, then rules with the failed ones on top. */
export function prepareAssessments(evaluations: readonly Evaluation[]): Assessment[] {
  return [...evaluations].sort((a, b) => ORDER[a.source] - ORDER[b.source]).map(assessmentOf);
}

function assessmentOf(evaluation: Evaluation): Assessment {
  const { source, evaluator, evaluator_name: who, score, failure, updated_at: at } = evaluation;
  const common = { key: `${source} ${evaluator}`, who, score: formatScore(score), failure };
  const timeMs = Date.parse(at);
  switch (evaluation.source) {
    case 'heuristics':
      return {
        ...{ ...common, timeMs, kind: 'rules' },
        checks: [...evaluation.details.checks]
          .sort((a, b) => WORST_FIRST[a.outcome] - WORST_FIRST[b.outcome])
          .map(({ check, outcome, finding }) => ({ name: CHECK_NAMES[check], outcome, finding })),
      };
    case 'judge': {
      const { criteria, failed_required: failed, injection_suspected: injection } = evaluation.details;
      const judgement = criteria.length === 0 ? null : { criteria, injection_suspected: injection };
      const sample = { score, missing_reason: failure, judgement, failed_required: failed };
      return { ...common, timeMs, kind: 'judge', samples: [sample], isInjectionSuspected: injection };
    }
    case 'human': {
      const { details } = evaluation;
      return {
        ...{ ...common, timeMs, kind: 'label' },
        given: givenWords(details),
        criteria: details.criteria.map(({ id, score: points }) => `${sentenceCase(id)} ${points} of 5`),
        comment: details.comment,
        isChosen: details.origin === 'chosen',
      };
    }
  }
}

function givenWords({ kind, points, verdict }: Extract<Evaluation, { source: 'human' }>['details']): string {
  if (kind === 'skip') return 'Can’t tell';
  return kind === 'points' ? `${points ?? 0} of 5` : sentenceCase(verdict ?? '');
}
