import type { EvaluationSource } from '#lib/contracts/evaluations.ts';
import type { Pool, PoolClient } from 'pg';
import { floorTo, RESOLUTION_MS } from '#lib/domain/telemetry/segments.ts';
import { storableLine, storableText } from '#lib/domain/text/storable.ts';

/** What an evaluation copies from its exchange. */
export interface EvaluatedExchange {
  id: string;
  created_at: Date;
  model_version: string;
  prompt_version: string | null;
  use_case: string | null;
  variant: string;
  rollout_id: string | null;
}

export const EXCHANGE_COLUMNS =
  'c.id, c.created_at, c.model_version, c.prompt_version, c.use_case, c.variant, c.rollout_id';

/** One evaluation as it is written; either `score` or `failure` is null. */
export interface NewEvaluation {
  source: EvaluationSource;
  evaluator: string;
  score: number | null;
  failure: string | null;
  details: object;
  judgeModel: string | null;
  costUsd: number | null;
}

const INSERT = `
  INSERT INTO evaluations (chat_created_at, chat_id, source, evaluator, score, failure, details, judge_model, cost_usd,
    model_version, prompt_version, use_case, variant, rollout_id, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $13, $14, $15, $15)
  ON CONFLICT (chat_created_at, chat_id, source, evaluator)`;

/** People may change their minds; rules and judges say a thing once. */
const WITHOUT_CHANGE = `${INSERT} DO NOTHING`;
const WITH_CHANGE = `${INSERT} DO UPDATE SET score = excluded.score, failure = excluded.failure,
  details = excluded.details, updated_at = greatest(evaluations.updated_at, excluded.updated_at)`;

/**
 * Writes an evaluation and marks its minute, so that rollups take it in; to be called in a transaction. Returns whether
 * anything was written: what rules or a judge said before stays.
 */
export async function writeEvaluation(
  client: PoolClient,
  exchange: EvaluatedExchange,
  evaluation: NewEvaluation,
  nowMs: number,
): Promise<boolean> {
  const { failure } = evaluation;
  const { rowCount } = await client.query(evaluation.source === 'human' ? WITH_CHANGE : WITHOUT_CHANGE, [
    ...[exchange.created_at, exchange.id, evaluation.source, storableText(evaluation.evaluator)],
    ...[evaluation.score, failure === null ? null : storableText(failure), storableLine(evaluation.details)],
    ...[evaluation.judgeModel, evaluation.costUsd, exchange.model_version, exchange.prompt_version],
    ...[exchange.use_case, exchange.variant, exchange.rollout_id, new Date(nowMs)],
  ]);
  if (rowCount !== 1) return false;
  const minuteMs = floorTo(exchange.created_at.getTime(), RESOLUTION_MS.minute);
  await client.query(`INSERT INTO rollup_marks (source, from_ts, to_ts) VALUES ('evaluation', $1, $2)`, [
    new Date(minuteMs),
    new Date(minuteMs + RESOLUTION_MS.minute),
  ]);
  return true;
}

/** Whether an evaluator has evaluated an exchange already. */
export async function isEvaluatedBy(
  db: Pick<Pool | PoolClient, 'query'>,
  exchange: EvaluatedExchange,
  source: EvaluationSource,
  evaluator: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT 1 FROM evaluations WHERE chat_created_at = $1 AND chat_id = $2 AND source = $3 AND evaluator = $4`,
    [exchange.created_at, exchange.id, source, evaluator],
  );
  return rowCount === 1;
}
