import {
  evaluationSchema,
  type Evaluation,
  type EvaluationSource,
  type HumanEvaluation,
} from '#lib/contracts/evaluations.ts';
import { actorsOf } from '../actor-names.ts';
import type { Context } from '../context.ts';

/** A row of `evaluations` as the driver reads it. */
export interface EvaluationRecord {
  chat_created_at: Date;
  chat_id: string;
  source: EvaluationSource;
  evaluator: string;
  score: number | null;
  failure: string | null;
  details: { rubric_version?: string };
  judge_model: string | null;
  cost_usd: number | null;
  model_version: string;
  prompt_version: string | null;
  use_case: string | null;
  variant: string;
  rollout_id: string | null;
  created_at: Date;
  updated_at: Date;
}

/** Evaluations as the API shows them, with the names of the people among them. */
export async function evaluationItems(
  ctx: Pick<Context, 'pool'>,
  records: readonly EvaluationRecord[],
): Promise<Evaluation[]> {
  const people = records.filter(({ source }) => source === 'human').map(({ evaluator }) => evaluator);
  const actorOf = people.length === 0 ? null : await actorsOf(ctx, people);
  return records.map((record) => itemOf(record, nameOf(record, actorOf)));
}

/** A person's evaluation; throws for another one's. */
export function humanItem(record: EvaluationRecord, name: string): HumanEvaluation {
  const item = itemOf(record, name);
  if (item.source !== 'human') throw new Error(`an evaluation of ${item.source} is no label`);
  return item;
}

function nameOf(
  { source, evaluator, judge_model: judge, details }: EvaluationRecord,
  actorOf: Awaited<ReturnType<typeof actorsOf>> | null,
): string {
  switch (source) {
    case 'heuristics':
      return 'Rules';
    case 'judge':
      return `${judge ?? evaluator}, rubric ${details.rubric_version ?? 'unknown'}`;
    case 'human':
      return actorOf?.(evaluator).name ?? evaluator;
  }
}

/** Rows are written by this application alone, in the form that is checked here. */
function itemOf(record: EvaluationRecord, name: string): Evaluation {
  return evaluationSchema.parse({
    ...record,
    chat_created_at: record.chat_created_at.toISOString(),
    created_at: record.created_at.toISOString(),
    updated_at: record.updated_at.toISOString(),
    evaluator_name: name,
  });
}
