import { z } from 'zod';

const limit = z.number().min(0).nullable().default(null);

const limits = z
  .strictObject({
    production: limit,
    /** Calls of the shadow candidate. */
    shadow: limit,
    /** Judging shadow evaluations and sampled traffic. */
    judge: limit,
    /** Runs: answers and judging. */
    ci: limit,
  })
  .prefault({});

/** budgets.yaml: US dollars by purpose, of each calendar day and of each calendar month (UTC); null is no limit. */
export const budgetsSchema = z.strictObject({
  daily_usd: limits,
  monthly_usd: limits,
  /** From this share of a limit on it is told as near. */
  warn_share: z.number().gt(0).max(1).default(0.8),
});
