import type { GiveLabel, HumanEvaluation } from '#lib/contracts/evaluations.ts';
import type { PoolClient } from 'pg';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { timeOfUuid7 } from '#lib/domain/ids/uuid7.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { humanItem, type EvaluationRecord } from './evaluation-item.ts';
import { EXCHANGE_COLUMNS, writeEvaluation, type EvaluatedExchange } from './evaluation-row.ts';

type LabelContext = Pick<Context, 'pool' | 'clock' | 'newId' | 'config' | 'privacy'>;

export type StoredLabel =
  | { ok: true; label: HumanEvaluation }
  | { ok: false; problem: 'unknown' }
  | { ok: false; problem: 'invalid'; path: string; message: string };

const FAILURE = 'the person who looked at it could not tell';

/**
 * Stores what a person thinks of an answer. Their next label of it takes the place of the one before, which the audit log
 * remembers. Labels of exchanges that the queue didn't show them are told apart: they are no random sample.
 */
export async function storeLabel(
  ctx: LabelContext,
  person: Principal,
  given: GiveLabel,
): Promise<StoredLabel> {
  const known = new Set(ctx.config.rubrics.evaluation.rubric.criteria.map(({ id }) => id));
  const unknown = given.criteria.findIndex(({ id }) => !known.has(id));
  if (unknown >= 0) {
    const message = `expected one of ${[...known].join(', ')}`;
    return { ok: false, problem: 'invalid', path: `criteria.${unknown}.id`, message };
  }
  return inTransaction(ctx.pool, async (client) => {
    const exchange = await readExchange(client, given.chat_id);
    if (!exchange) return { ok: false, problem: 'unknown' };
    const before = await readLabel(client, exchange, person.id);
    const nowMs = ctx.clock.nowMs();
    await writeEvaluation(
      client,
      exchange,
      {
        ...{ source: 'human', evaluator: person.id, judgeModel: null, costUsd: null },
        ...scoreOf(given),
        details: detailsOf(ctx, given, await originOf(client, exchange, person.id)),
      },
      nowMs,
    );
    await settleQueue(client, exchange, person.id, new Date(nowMs));
    const after = await readLabel(client, exchange, person.id);
    if (!after) throw new Error('the label was not stored');
    if (before && !isSame(before, after)) await noteChange(ctx, client, person, before, after);
    return { ok: true, label: humanItem(after, person.name) };
  });
}

async function readExchange(client: PoolClient, id: string): Promise<EvaluatedExchange | undefined> {
  const { rows } = await client.query<EvaluatedExchange>(
    `SELECT ${EXCHANGE_COLUMNS} FROM chat_logs c WHERE c.created_at = $1 AND c.id = $2`,
    [timeOfUuid7(id), id],
  );
  return rows[0];
}

/** Locked, so that of two labels of one person at the same moment the second sees the first. */
async function readLabel(client: PoolClient, exchange: EvaluatedExchange, personId: string) {
  const { rows } = await client.query<EvaluationRecord>(
    `SELECT * FROM evaluations WHERE chat_created_at = $1 AND chat_id = $2 AND source = 'human' AND evaluator = $3
     FOR UPDATE`,
    [exchange.created_at, exchange.id, personId],
  );
  return rows[0];
}

async function originOf(client: PoolClient, exchange: EvaluatedExchange, personId: string) {
  const { rowCount } = await client.query(
    'SELECT 1 FROM label_claims WHERE chat_created_at = $1 AND chat_id = $2 AND user_id = $3',
    [exchange.created_at, exchange.id, personId],
  );
  return rowCount === 0 ? 'chosen' : 'queue';
}

function scoreOf({ score, verdict }: GiveLabel): { score: number | null; failure: string | null } {
  if (score !== undefined) return { score: score / 5, failure: null };
  if (verdict === 'skip') return { score: null, failure: FAILURE };
  return { score: verdict === 'pass' ? 1 : 0, failure: null };
}

function detailsOf(
  ctx: LabelContext,
  { score, verdict, criteria, comment }: GiveLabel,
  origin: 'queue' | 'chosen',
) {
  const said = comment?.trim() ?? '';
  return {
    kind: score !== undefined ? 'points' : verdict === 'skip' ? 'skip' : 'verdict',
    points: score ?? null,
    verdict: verdict === 'skip' ? null : (verdict ?? null),
    criteria,
    // A comment may quote what must not be stored.
    comment: said === '' ? null : ctx.privacy ? ctx.privacy.redactText(said) : said,
    rubric_version: ctx.config.rubrics.evaluation.version,
    origin,
  };
}

/** The claim is over, and the queue knows how many labels of its own it has; one that can't tell is none. */
async function settleQueue(
  client: PoolClient,
  exchange: EvaluatedExchange,
  personId: string,
  now: Date,
): Promise<void> {
  const key = [exchange.created_at, exchange.id];
  await client.query(
    `UPDATE label_claims SET claimed_until = least(claimed_until, $4)
     WHERE chat_created_at = $1 AND chat_id = $2 AND user_id = $3`,
    [...key, personId, now],
  );
  // Two people at the same moment: the second waits here for the first, and then counts both.
  await client.query('SELECT 1 FROM label_queue WHERE chat_created_at = $1 AND chat_id = $2 FOR UPDATE', key);
  await client.query(
    `UPDATE label_queue SET labels = (
       SELECT count(*) FROM evaluations e WHERE e.chat_created_at = $1 AND e.chat_id = $2 AND e.source = 'human'
         AND e.score IS NOT NULL AND e.details->>'origin' = 'queue')
     WHERE chat_created_at = $1 AND chat_id = $2`,
    key,
  );
}

function isSame(a: EvaluationRecord, b: EvaluationRecord): boolean {
  return a.score === b.score && JSON.stringify(a.details) === JSON.stringify(b.details);
}

async function noteChange(
  ctx: LabelContext,
  client: PoolClient,
  person: Principal,
  before: EvaluationRecord,
  after: EvaluationRecord,
): Promise<void> {
  await writeAuditEntry(ctx, client, {
    ...{ actor: person.id, action: 'label.change', target: after.chat_id },
    details: { from: before.details, to: after.details },
  });
}
