import { heuristicsOf } from '#lib/config/evaluation-schema.ts';
import type { HeuristicSettings } from '#lib/domain/evaluation/heuristics/settings.ts';
import { HEURISTICS_VERSION } from '#lib/domain/evaluation/heuristics/evaluate.ts';
import type { IdentifiedRubric } from '#lib/domain/judge/rubric.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import type { Context } from '../context.ts';

/** The rules in force with the name of their version, which changes with every setting. */
export function heuristicsInForce(ctx: Pick<Context, 'config' | 'md5Hex'>): {
  settings: HeuristicSettings;
  evaluator: string;
} {
  const settings = heuristicsOf(ctx.config.evaluation);
  const hash = ctx.md5Hex(canonicalJson({ version: HEURISTICS_VERSION, settings })).slice(0, 8);
  return { settings, evaluator: `heuristics-${HEURISTICS_VERSION}@${hash}` };
}

/** The judge in force: its scores are comparable as long as model and rubric stay the same. */
export function judgeInForce(ctx: Pick<Context, 'config' | 'models'>): {
  rubric: IdentifiedRubric;
  model: string;
  evaluator: string;
} {
  const rubric = ctx.config.rubrics.evaluation;
  const model = ctx.models.route(ctx.config.scorer.judge_model).label;
  return { rubric, model, evaluator: `${model} ${rubric.version}` };
}
