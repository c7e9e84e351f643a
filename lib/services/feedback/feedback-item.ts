import type { Feedback } from '#lib/contracts/feedback.ts';

/** A row of `feedback` as the driver reads it. */
export interface FeedbackRecord {
  chat_id: string;
  /** Empty without a user. */
  user_id: string;
  rating: Feedback['rating'];
  comment: string | null;
  created_at: Date;
  updated_at: Date;
}

export function feedbackItem(record: FeedbackRecord): Feedback {
  return {
    chat_id: record.chat_id,
    user_id: record.user_id === '' ? null : record.user_id,
    rating: record.rating,
    comment: record.comment,
    created_at: record.created_at.toISOString(),
    updated_at: record.updated_at.toISOString(),
  };
}
