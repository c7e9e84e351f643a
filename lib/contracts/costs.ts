import { z } from 'zod';
import { BUDGET_STATES, PURPOSES } from '#lib/domain/cost/budget.ts';

const purpose = z.enum(PURPOSES);
const spending = {
  cost_usd: z.number().meta({ description: 'Sum of the known costs.' }),
  calls: z.int(),
  unknown_calls: z
    .int()
    .meta({ description: 'Calls whose cost is unknown, in whole or in part: no price, or no usage.' }),
};

const budgetSchema = z.object({
  purpose,
  limit_usd: z.number().nullable(),
  spent_usd: z.number(),
  unknown_calls: z.int(),
  state: z.enum(BUDGET_STATES),
});

const periodSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  budgets: z.array(budgetSchema),
});

/** What was spent in a stretch of time, and the budgets of today and of this month (UTC). */
export const costsSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    totals: z.array(z.object({ purpose, ...spending })),
    step_seconds: z.int(),
    series: z
      .array(z.object({ ts: z.iso.datetime(), costs: z.partialRecord(purpose, z.number()) }))
      .meta({ description: 'Known costs by bucket; buckets without any are left out.' }),
    by_model: z.array(
      z.object({ purpose, model: z.string(), price_source: z.string().nullable(), ...spending }),
    ),
    by_use_case: z.array(
      z.object({
        use_case: z.string().nullable(),
        purpose,
        ...spending,
      }),
    ),
    day: periodSchema,
    month: periodSchema,
    shadow_stopped: z
      .string()
      .nullable()
      .meta({ description: 'Why shadow traffic is stopped; null while it is not.' }),
  })
  .meta({
    id: 'Costs',
    description:
      'The calls of `ci` are runs: each counts once, and in `by_model` once for each model that answered or judged in it.',
  });
export type Costs = z.infer<typeof costsSchema>;
