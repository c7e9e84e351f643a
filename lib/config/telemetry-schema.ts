import { z } from 'zod';

const days = z.int().min(1).max(36_500).nullable();

/** telemetry.yaml: how stored traffic is summed up, and for how long it is kept. */
export const telemetrySchema = z.strictObject({
  rollups: z
    .strictObject({
      /** How often sums are brought up to date. */
      interval_seconds: z.int().min(1).max(60).default(10),
      /** So many models, prompt versions, use cases, variants have sums of their own; further ones share "(other)". */
      max_values: z.int().min(1).max(1_000).default(100),
    })
    .prefault({}),
  retention: z
    .strictObject({
      /** Exchanges, shadow evaluations and traces with their texts; null keeps them for ever. */
      raw_days: days.default(null),
      /** Sums by the minute; those by hour and day stay. */
      minute_days: days.default(400),
    })
    .refine(({ raw_days: raw, minute_days: minute }) => raw === null || minute === null || raw <= minute, {
      message: 'expected at least as many minute_days as raw_days',
      path: ['minute_days'],
    })
    .prefault({}),
});
