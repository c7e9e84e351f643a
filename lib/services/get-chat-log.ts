import type { ChatLogDetail } from '#lib/contracts/chat-logs.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import type { Context } from './context.ts';
import { evaluationItems, type EvaluationRecord } from './evaluation/evaluation-item.ts';
import { feedbackItem, type FeedbackRecord } from './feedback/feedback-item.ts';
import { shadowEvalItem } from './list-shadow-evals.ts';
import { chatLogColumns, chatLogItem, type ChatLogRecord } from './traffic/chat-log-item.ts';

type DetailContext = Pick<Context, 'pool' | 'prisma'>;

/** One exchange with its evaluations, its feedback and its neighbours in time; null when there is no such one. */
export async function getChatLog(ctx: DetailContext, id: string): Promise<ChatLogDetail | null> {
  const time = timeOfUuid7(id);
  if (!time) return null;
  const { rows } = await ctx.pool.query<ChatLogRecord & { request_parameters: unknown }>(
    `SELECT ${chatLogColumns(null)}, c.request_parameters FROM chat_logs c WHERE c.created_at = $1 AND c.id = $2`,
    [time, id],
  );
  const [record] = rows;
  if (!record) return null;
  const [evaluations, assessments, feedback, neighbours] = await Promise.all([
    ctx.prisma.shadowEval.findMany({
      where: { ts: time, chatLogId: id },
      orderBy: [{ evaluatedAt: 'desc' }, { id: 'desc' }],
    }),
    assessmentsOf(ctx, time, id),
    feedbackOf(ctx, time, id),
    neighboursOf(ctx, time, id, record.session_id),
  ]);
  return {
    ...chatLogItem(record),
    request_parameters: record.request_parameters,
    evaluations: evaluations.map(shadowEvalItem),
    assessments,
    feedback,
    neighbours,
  };
}

async function assessmentsOf(ctx: DetailContext, time: Date, id: string) {
  const { rows } = await ctx.pool.query<EvaluationRecord>(
    `SELECT * FROM evaluations WHERE chat_created_at = $1 AND chat_id = $2
     ORDER BY source, created_at DESC, evaluator`,
    [time, id],
  );
  return evaluationItems(ctx, rows);
}

async function feedbackOf({ pool }: DetailContext, time: Date, id: string) {
  const { rows } = await pool.query<FeedbackRecord>(
    'SELECT * FROM feedback WHERE chat_created_at = $1 AND chat_id = $2 ORDER BY updated_at DESC, user_id',
    [time, id],
  );
  return rows.map(feedbackItem);
}

async function neighboursOf(
  { pool }: DetailContext,
  time: Date,
  id: string,
  sessionId: string | null,
): Promise<ChatLogDetail['neighbours']> {
  const next = (sign: '>' | '<', condition: string) => {
    const direction = sign === '>' ? 'ASC' : 'DESC';
    return `(SELECT c.id FROM chat_logs c WHERE (c.created_at, c.id) ${sign} ($1::timestamptz, $2::uuid)${condition}
      ORDER BY c.created_at ${direction}, c.id ${direction} LIMIT 1)`;
  };
  // A null session matches nothing.
  const same = ' AND left(c.session_id, 64) = left($3::text, 64) AND c.session_id = $3';
  const { rows } = await pool.query<ChatLogDetail['neighbours']>(
    `SELECT ${next('>', '')} AS newer, ${next('<', '')} AS older,
            ${next('>', same)} AS session_newer, ${next('<', same)} AS session_older`,
    [time, id, sessionId],
  );
  return rows[0] ?? { newer: null, older: null, session_newer: null, session_older: null };
}
