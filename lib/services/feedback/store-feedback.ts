import type { Feedback, GiveFeedback } from '#lib/contracts/feedback.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { feedbackItem, type FeedbackRecord } from './feedback-item.ts';

/**
 * Stores what somebody says of an answer; the same person's next rating of it takes its place. The exchange itself may
 * still wait to be stored. Texts are protected as those of exchanges are. Throws RangeError for an id that isn't a UUIDv7.
 */
export async function storeFeedback(
  ctx: Pick<Context, 'pool' | 'clock' | 'privacy'>,
  feedback: GiveFeedback,
): Promise<Feedback> {
  const protectedFeedback = ctx.privacy ? ctx.privacy.protectFeedback(feedback) : feedback;
  const { chat_id: chatId, rating, comment, user_id: userId } = protectedFeedback;
  const chatTime = timeOfUuid7(chatId);
  if (!chatTime) throw new RangeError(`not a UUIDv7: ${chatId}`);
  const { rows } = await ctx.pool.query<FeedbackRecord>(
    // The minute is marked in the same statement, so that its rollups take the rating in.
    `WITH marked AS (
       INSERT INTO rollup_marks (source, from_ts, to_ts)
       SELECT 'feedback', minute, minute + interval '1 minute'
       FROM date_trunc('minute', $1::timestamptz, 'UTC') AS minute)
     INSERT INTO feedback (chat_created_at, chat_id, user_id, rating, comment, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6)
     ON CONFLICT (chat_created_at, chat_id, user_id) DO UPDATE
       SET rating = excluded.rating, comment = excluded.comment,
           updated_at = greatest(feedback.updated_at, excluded.updated_at)
     RETURNING *`,
    [
      ...[chatTime, chatId, storableText(userId ?? ''), rating],
      ...[comment == null ? null : storableText(comment), new Date(ctx.clock.nowMs())],
    ],
  );
  const [record] = rows;
  if (!record) throw new Error('the feedback was not stored');
  return feedbackItem(record);
}
