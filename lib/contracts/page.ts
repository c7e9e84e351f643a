import { z } from 'zod';
import { decimalNumber } from './decimal-number.ts';

/** Query of every list: `limit` rows after `cursor`, newest first. */
export const pageQuerySchema = z.strictObject({
  limit: decimalNumber(z.int().min(1).max(500)).prefault(50),
  cursor: z.string().max(200).optional(),
});

export type PageQuery = z.infer<typeof pageQuerySchema>;

/** A page of a list; `next_cursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}

/** Query of everything that looks at a stretch of time; the last 24 hours by default. */
export const timeRangeQuerySchema = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});

export type TimeRangeQuery = z.infer<typeof timeRangeQuerySchema>;
