import { z } from 'zod';
import { timeRangeQuerySchema } from './page.ts';

export const overviewScoresQuerySchema = timeRangeQuerySchema.extend({
  env: z.string().min(1).max(100).optional().meta({ description: 'Only runs whose tag env has this value.' }),
});
export type OverviewScoresQuery = z.infer<typeof overviewScoresQuerySchema>;

const version = { model: z.string(), prompt_version: z.string().nullable() };
const categories = z.record(z.string(), z.number().nullable());

const scorePointSchema = z.object({
  run_id: z.uuid(),
  ts: z.iso.datetime(),
  ...version,
  is_simulated: z.boolean(),
  quality: z.enum(['complete', 'degraded', 'void']),
  env: z.string().nullable(),
  is_baseline: z.boolean(),
  overall: z.number(),
  /** From the spread of examples within categories; null when a category has only one. */
  interval: z.object({ low: z.number(), high: z.number(), confidence: z.number() }).nullable(),
  categories,
  /** What is different from the run before it in the same view. */
  bump: z.enum(['model', 'prompt', 'model_and_prompt']).nullable(),
});

/** Scores of runs over time, and of the latest run of each version. */
export const overviewScoresSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    env: z.string().nullable(),
    thresholds: z.object({
      overall: z.number(),
      per_category_min: z.number(),
      regression_alert_delta: z.number(),
    }),
    categories: z.array(z.string()),
    runs: z.int().meta({ description: 'Finished runs with a score in the range.' }),
    points: z.array(scorePointSchema).meta({
      description:
        'At most 250 runs, in time. Of more, every so many, the latest version bumps and the baseline.',
    }),
    versions: z
      .array(
        z.object({
          ...version,
          run_id: z.uuid(),
          ts: z.iso.datetime(),
          runs: z.int(),
          overall: z.number(),
          categories,
        }),
      )
      .meta({ description: 'The latest run of each of the 12 latest versions, latest last.' }),
    latest_ts: z.iso.datetime().nullable().meta({ description: 'Of the latest scored run of any time.' }),
  })
  .meta({ id: 'OverviewScores' });
export type OverviewScores = z.infer<typeof overviewScoresSchema>;
export type ScorePoint = OverviewScores['points'][number];
