import { md5Hex } from '#lib/adapters/crypto/digest.ts';
import { labelPosition } from '#lib/domain/evaluation/decide.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { inTransaction } from '#lib/services/in-transaction.ts';
import { writeEvaluation, type NewEvaluation } from '#lib/services/evaluation/evaluation-row.ts';
import { NOON_MS } from './chat-log-rows.ts';
import type { TestDatabase } from './test-database.ts';

/** Who judges in tests, with the rubric's version. */
export const TEST_JUDGE = 'judge shadow@00000000';

/** Stores an evaluation of an exchange as the application does. */
export async function addEvaluationRow(
  { pool }: Pick<TestDatabase, 'pool'>,
  row: ChatLogRow,
  evaluation: Partial<NewEvaluation> & Pick<NewEvaluation, 'source' | 'details'>,
  nowMs = NOON_MS,
): Promise<void> {
  const score = evaluation.score === undefined ? 1 : evaluation.score;
  await inTransaction(pool, (client) =>
    writeEvaluation(
      client,
      {
        ...{ id: row.id, created_at: new Date(row.created_at), model_version: row.model_version },
        ...{ prompt_version: row.prompt_version, use_case: row.use_case, variant: row.variant },
        rollout_id: row.rollout_id ?? null,
      },
      {
        ...{ evaluator: TEST_JUDGE, failure: score === null ? 'nothing usable' : null },
        ...{ judgeModel: evaluation.source === 'judge' ? 'judge' : null, costUsd: null },
        ...evaluation,
        score,
      },
      nowMs,
    ),
  );
}

/** Stores the judge's score of an exchange, null for a missing one, and queues it for labels. */
export async function addJudgement(
  db: Pick<TestDatabase, 'pool'>,
  row: ChatLogRow,
  score: number | null,
  options: { evaluator?: string; wanted?: number; nowMs?: number } = {},
): Promise<void> {
  const details = {
    ...{ rubric_version: 'shadow@00000000', failed_required: [], injection_suspected: false },
    criteria: [{ id: 'safety', evidence: 'because', score: 4, not_applicable: false }],
  };
  const { evaluator = TEST_JUDGE, wanted = 1, nowMs } = options;
  await addEvaluationRow(db, row, { source: 'judge', score, details, evaluator }, nowMs);
  if (score === null) return;
  await db.pool.query(
    `INSERT INTO label_queue (chat_created_at, chat_id, position, wanted) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [row.created_at, row.id, labelPosition(row.id, md5Hex).toString(), wanted],
  );
}
