import type { ProcessSettings } from '#lib/domain/sequential/shadow-process.ts';
import type { Context } from '../context.ts';

/** Which evaluations are followed, and how. Another candidate, judge, rubric or setting begins anew. */
export interface ProcessQuestion {
  candidate: string;
  judge: string;
  rubric: string;
  settings: ProcessSettings;
}

const MINUTE_MS = 60_000;
/** Of what is stored; a state that this program would read differently begins anew under the next number. */
const FORMAT = 1;

/** What the configuration asks of shadow traffic; null without a candidate. */
export function processQuestion({
  config,
  models,
}: Pick<Context, 'config' | 'models'>): ProcessQuestion | null {
  const { candidate_model: candidate } = config.shadow;
  return candidate === null
    ? null
    : {
        candidate: models.route(candidate).label,
        ...judging({ config, models }),
        settings: processSettings(config),
      };
}

/** Who judges, and by what. */
export function judging({ config, models }: Pick<Context, 'config' | 'models'>): {
  judge: string;
  rubric: string;
} {
  return { judge: models.route(config.scorer.judge_model).label, rubric: config.rubrics.shadow.version };
}

export function processSettings({
  shadow: { promotion },
}: Pick<Context['config'], 'shadow'>): ProcessSettings {
  return {
    margin: promotion.score_tolerance,
    alpha: promotion.alpha,
    minSamples: promotion.min_samples,
    maxSamples: promotion.max_samples,
    gapMs: promotion.session_gap_minutes * MINUTE_MS,
    divergenceSimilarity: promotion.divergence_similarity,
  };
}

/** The columns by which a process is known, in the order of its primary key. */
export function processKey({ candidate, judge, rubric, settings }: ProcessQuestion): string[] {
  const { margin, alpha, minSamples, maxSamples, gapMs, divergenceSimilarity } = settings;
  const key = [FORMAT, margin, alpha, minSamples, maxSamples, gapMs, divergenceSimilarity];
  return [candidate, judge, rubric, JSON.stringify(key)];
}
