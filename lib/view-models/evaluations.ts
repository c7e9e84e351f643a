import type { Evaluation, EvaluationSource, EvaluationSummary } from '#lib/contracts/evaluations.ts';
import { formatCount, formatCountOf, formatScore, formatShare } from './format.ts';
import { prepareUnitForest, scoreIntervalText, type UnitForest } from './unit-forest.ts';
import { sentenceCase } from './words.ts';

/** Who evaluates, in words. */
export const SOURCE_WORDS: Record<EvaluationSource, { name: string; what: string }> = {
  judge: { name: 'Judge', what: 'a grading model with a rubric' },
  heuristics: { name: 'Rules', what: 'length, language, refusal …' },
  human: { name: 'People', what: 'labels given by hand' },
};

export interface SourceCard {
  source: EvaluationSource;
  name: string;
  what: string;
  mean: string;
  interval: string;
  n: string;
  /** Null when no score is missing. */
  missing: string | null;
}

/** What each source found in the whole range; sources without evaluations say so. */
export function prepareSourceCards({ totals }: Pick<EvaluationSummary, 'totals'>): SourceCard[] {
  return (['judge', 'heuristics', 'human'] as const).map((source) => {
    const found = totals.find((total) => total.source === source);
    const card = { source, ...SOURCE_WORDS[source] };
    if (!found || found.evaluations === 0)
      return { ...card, mean: '–', interval: 'nothing evaluated in this range', n: '', missing: null };
    return {
      ...card,
      mean: formatScore(found.mean),
      interval: scoreIntervalText(found),
      n: `n = ${formatCount(found.scored)}`,
      missing: missingText(found),
    };
  });
}

export interface GroupRow {
  key: string;
  model: string;
  version: string;
  evaluator: string;
  n: string;
  missing: string;
  isMissingMuch: boolean;
  mean: string;
  interval: string;
}

export interface GroupTable {
  rows: GroupRow[];
  forest: UnitForest;
}

/** Above this share of missing scores a mean may be one of the easy exchanges alone. */
const MUCH_MISSING = 0.05;

/** One source's means by model and prompt version, on one scale, the most evaluated first. */
export function prepareGroups(
  { items }: Pick<EvaluationSummary, 'items'>,
  source: EvaluationSource,
): GroupTable {
  const own = items
    .filter((item) => item.source === source)
    .sort((a, b) => b.evaluations - a.evaluations)
    .map((item) => ({ ...item, key: JSON.stringify([item.evaluator, item.model, item.prompt_version]) }));
  return {
    rows: own.map((item) => ({
      key: item.key,
      model: item.model,
      version: item.prompt_version ?? 'no prompt version',
      evaluator: item.evaluator,
      n: formatCount(item.scored),
      missing: item.missing_share === null ? '–' : formatShare(item.missing_share),
      isMissingMuch: (item.missing_share ?? 0) > MUCH_MISSING,
      mean: formatScore(item.mean),
      interval: scoreIntervalText(item),
    })),
    forest: prepareUnitForest(own.map(({ key, mean, low, high }) => ({ key, value: mean, low, high }))),
  };
}

export interface EvaluationRow {
  key: string;
  chatId: string;
  timeMs: number;
  source: EvaluationSource;
  who: string;
  model: string;
  version: string | null;
  score: string;
  tone: 'good' | 'bad' | 'missing';
  /** What was found, the worst first; never empty. */
  findings: string[];
}

/** Scores below this read as bad in the list. */
const BAD = 0.6;

/** One evaluation as a line of the list. */
export function prepareEvaluationRow(evaluation: Evaluation): EvaluationRow {
  const { chat_id: chatId, source, evaluator, score, failure } = evaluation;
  return {
    key: `${chatId} ${source} ${evaluator}`,
    chatId,
    timeMs: Date.parse(evaluation.created_at),
    source,
    who: evaluation.evaluator_name,
    model: evaluation.model_version,
    version: evaluation.prompt_version,
    score: score === null ? 'missing' : formatScore(score),
    tone: score === null ? 'missing' : score < BAD ? 'bad' : 'good',
    findings: failure === null ? findingsOf(evaluation) : [failure],
  };
}

function findingsOf(evaluation: Evaluation): string[] {
  if (evaluation.source === 'heuristics') {
    const failed = evaluation.details.checks.filter(({ outcome }) => outcome === 'failed');
    if (failed.length > 0) return failed.map(({ check, finding }) => `${sentenceCase(check)}: ${finding}`);
    const passed = evaluation.details.checks.filter(({ outcome }) => outcome === 'passed').length;
    return [`${formatCountOf(passed, 'rule')} passed`];
  }
  if (evaluation.source === 'judge') {
    const { criteria, failed_required: failed, injection_suspected: injection } = evaluation.details;
    const worst = criteria
      .filter((criterion) => !criterion.not_applicable && criterion.score < 5)
      .sort((a, b) => a.score - b.score)
      .slice(0, 2)
      .map(({ id, score, evidence }) => `${sentenceCase(id)} ${score}/5: ${evidence}`);
    return [
      ...(injection ? ['The answer speaks to its judge.'] : []),
      ...failed.map((id) => `Required: ${sentenceCase(id).toLowerCase()} is not met`),
      ...worst,
      ...(worst.length + failed.length === 0 && !injection ? ['Nothing to complain of'] : []),
    ];
  }
  const { kind, points, verdict, comment, origin } = evaluation.details;
  const given =
    kind === 'points' ? `${points ?? 0} of 5` : kind === 'verdict' ? (verdict ?? '') : 'can’t tell';
  return [
    `${sentenceCase(given)}${origin === 'chosen' ? ', an exchange that was chosen' : ''}`,
    ...(comment ? [comment] : []),
  ];
}

function missingText({ missing_share: share, evaluations, scored }: EvaluationSummary['totals'][number]) {
  if (share === null || share === 0) return null;
  return `${formatShare(share)} missing (${formatCount(evaluations - scored)} of ${formatCount(evaluations)})`;
}
