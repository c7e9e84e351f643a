import { z } from 'zod';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';

/** Body of `POST /api/feedback`. */
export const giveFeedbackSchema = z
  .strictObject({
    chat_id: z
      .string()
      .toLowerCase()
      .refine((id) => timeOfUuid7(id) !== null, 'expected the id of an answer of the gateway (a UUIDv7)')
      .meta({ description: 'Id of the exchange. It need not be stored yet.' }),
    rating: z.enum(['up', 'down']),
    comment: z.string().max(4_000).nullish(),
    user_id: z
      .string()
      .max(256)
      .nullish()
      .meta({ description: 'Who rates; each of them has one rating for each exchange.' }),
  })
  .meta({ id: 'GiveFeedback' });

/** What somebody said of an answer; `updated_at` is later than `created_at` when it replaced an earlier rating. */
export const feedbackSchema = z
  .object({
    chat_id: z.uuid(),
    user_id: z.string().nullable(),
    rating: z.enum(['up', 'down']),
    comment: z.string().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Feedback' });

const counts = {
  requests: z.int().meta({ description: 'Exchanges, rated or not.' }),
  rated: z.int().meta({ description: 'Exchanges that somebody rated.' }),
  up: z.int().meta({ description: 'Ratings.' }),
  down: z.int(),
};

/** Ratings of the exchanges in a stretch of time; each counts at the time of its exchange. */
export const feedbackSummarySchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    bucket_seconds: z.int(),
    ...counts,
    items: z.array(z.object({ ts: z.iso.datetime(), ...counts })),
  })
  .meta({ id: 'FeedbackSummary' });

export type GiveFeedback = z.output<typeof giveFeedbackSchema>;
export type Feedback = z.infer<typeof feedbackSchema>;
export type FeedbackSummary = z.infer<typeof feedbackSummarySchema>;
