import type { Purpose } from './budget.ts';

/** What one purpose cost in a bucket, with a model and a use case. */
export interface Spending {
  bucketMs: number | null;
  purpose: Purpose;
  model: string;
  /** Null when it isn't known or isn't any. */
  useCase: string | null;
  costUsd: number;
  calls: number;
  unknownCalls: number;
}
