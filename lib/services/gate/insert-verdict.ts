import type { PoolClient } from 'pg';
import type { Context } from '../context.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import type { VerdictDraft } from './draft-verdict.ts';

const COLUMNS = [
  ['id', 'uuid'],
  ['created_at', 'timestamptz'],
  ['created_by', 'text'],
  ['run_id', 'uuid'],
  ['baseline_run_id', 'uuid'],
  ['verdict', 'text'],
  ['rule', 'text'],
  ['reasons', 'jsonb'],
  ['exit_code', 'integer'],
  ['overall', 'double precision'],
  ['overall_delta', 'double precision'],
  ['repository', 'text'],
  ['commit', 'text'],
  ['branch', 'text'],
  ['pull_request', 'integer'],
  ['occasion', 'text'],
  ['scorecard', 'text'],
  ['document', 'jsonb'],
  ['evidence', 'bytea'],
] as const satisfies readonly (readonly [keyof VerdictDraft, string])[];

const INSERT = `
  INSERT INTO verdicts (${COLUMNS.map(([name]) => name).join(', ')})
  VALUES (${COLUMNS.map(([, type], index) => `$${index + 1}::${type}`).join(', ')})
  ON CONFLICT (occasion) DO NOTHING`;

/** Stores a verdict. False when there is one of the same occasion already, which stays as it is. */
export async function insertVerdict(client: PoolClient, draft: VerdictDraft): Promise<boolean> {
  const values = COLUMNS.map(([name]) => draft[name]);
  const { rowCount } = await client.query(INSERT, values);
  return rowCount === 1;
}

/** Writes into the audit log who asked for a verdict, where somebody did. */
export async function noteVerdict(
  ctx: Pick<Context, 'clock' | 'newId'>,
  client: PoolClient,
  actorId: string | null,
  { id, run_id: target, verdict }: VerdictDraft,
): Promise<void> {
  if (actorId === null) return;
  const details = { verdict_id: id, verdict };
  await writeAuditEntry(ctx, client, { actor: actorId, action: 'run.judge', target, details });
}

/** Id of the verdict that an occasion brought about; null when there is none. */
export async function verdictOfOccasion(
  client: Pick<PoolClient, 'query'>,
  occasion: string,
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM verdicts WHERE occasion = $1', [
    occasion,
  ]);
  return rows[0]?.id ?? null;
}
