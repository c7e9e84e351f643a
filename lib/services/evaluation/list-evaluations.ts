import { evaluationSources, type EvaluationPage, type EvaluationsQuery } from '#lib/contracts/evaluations.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { timeRangeOf } from '../time-range.ts';
import { evaluationItems, type EvaluationRecord } from './evaluation-item.ts';

/** Evaluations, newest exchange first. Null when the cursor isn't one of this list. */
export async function listEvaluations(
  ctx: Pick<Context, 'pool' | 'clock'>,
  query: EvaluationsQuery,
): Promise<EvaluationPage | null> {
  const parameters = new SqlParameters();
  const conditions = conditionsOf(query, ctx.clock.nowMs(), parameters);
  if (query.cursor !== undefined) {
    const place = readCursor(query.cursor);
    if (!place) return null;
    const at = [
      ...[parameters.add(place.time, 'timestamptz'), parameters.add(place.chatId, 'uuid')],
      ...[parameters.add(place.source, 'text'), parameters.add(place.evaluator, 'text')],
    ];
    conditions.push(`(chat_created_at, chat_id, source, evaluator) < (${at.join(', ')})`);
  }
  const { rows } = await ctx.pool.query<EvaluationRecord>(
    `SELECT * FROM evaluations WHERE ${conditions.join(' AND ')}
     ORDER BY chat_created_at DESC, chat_id DESC, source DESC, evaluator DESC LIMIT ${query.limit + 1}`,
    parameters.values,
  );
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return { items: await evaluationItems(ctx, page), next_cursor: last ? writeCursor(last) : null };
}

function conditionsOf(query: EvaluationsQuery, nowMs: number, parameters: SqlParameters): string[] {
  const { from, to } = timeRangeOf(query, nowMs);
  const conditions = [
    `chat_created_at >= ${parameters.add(from, 'timestamptz')}`,
    `chat_created_at <= ${parameters.add(to, 'timestamptz')}`,
  ];
  const is = (column: string, value: string | undefined) => {
    if (value === undefined) return;
    const isNone = value === '' && (column === 'prompt_version' || column === 'use_case');
    conditions.push(
      isNone ? `${column} IS NULL` : `${column} = ${parameters.add(storableText(value), 'text')}`,
    );
  };
  is('source', query.source);
  is('evaluator', query.evaluator);
  is('model_version', query.model);
  is('prompt_version', query.prompt_version);
  is('use_case', query.use_case);
  is('variant', query.variant);
  if (query.rollout_id !== undefined)
    conditions.push(`rollout_id = ${parameters.add(query.rollout_id, 'uuid')}`);
  if (query.scored !== undefined)
    conditions.push(query.scored === 'true' ? 'score IS NOT NULL' : 'score IS NULL');
  if (query.failed_rule !== undefined) {
    const failed = JSON.stringify([{ check: query.failed_rule, outcome: 'failed' }]);
    // The first two are those of an index.
    conditions.push(`source = 'heuristics'`, 'score < 1');
    conditions.push(`details->'checks' @> ${parameters.add(failed, 'jsonb')}`);
  }
  return conditions;
}

function writeCursor({ chat_id: chatId, source, evaluator }: EvaluationRecord): string {
  return Buffer.from(JSON.stringify([chatId, source, evaluator])).toString('base64url');
}

function readCursor(cursor: string) {
  const parts = parse(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [chatId, source, evaluator] = parts as unknown[];
  const time = typeof chatId === 'string' ? timeOfUuid7(chatId) : null;
  if (!time || typeof chatId !== 'string' || typeof evaluator !== 'string') return null;
  const known = evaluationSources.find((each) => each === source);
  return known && { time, chatId, source: known, evaluator: storableText(evaluator) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
