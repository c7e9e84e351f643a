import type { PoolClient } from 'pg';
import type { NextLabel } from '#lib/contracts/evaluations.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';

type LabelContext = Pick<Context, 'pool' | 'clock' | 'config'>;

/** Of this application's own: people who ask at the same moment are served one after the other. */
const LOCK = 8_204_117_064;

interface QueuedExchange {
  id: string;
  created_at: Date;
  surface: 'chat' | 'v1';
  use_case: string | null;
  prompt: string | null;
  response: string | null;
  tool_calls: unknown;
}

/** What somebody chose to label before is asked for again, so that choosing takes nothing out of the sample. */
const NOT_MINE = `NOT EXISTS (
  SELECT 1 FROM evaluations e WHERE e.chat_created_at = q.chat_created_at AND e.chat_id = q.chat_id
    AND e.source = 'human' AND e.evaluator = $1 AND e.details->>'origin' = 'queue')`;
const SAME = 'k.chat_created_at = q.chat_created_at AND k.chat_id = q.chat_id';

/** What this person was shown last and hasn't labelled yet. */
const CLAIMED = `
  SELECT q.chat_created_at, q.chat_id FROM label_claims k JOIN label_queue q ON ${SAME}
  WHERE k.user_id = $1 AND k.claimed_until > $2 AND q.labels < q.wanted AND ${NOT_MINE}
  ORDER BY k.claimed_at DESC, q.position LIMIT 1`;

/** So many places of the queue are looked at together. Few are passed over, and the queue may be long. */
const STRIDE = 100;

/** The next places of the queue, and whether each wants more labels than it has, or is about to have from others. */
const AHEAD = `
  SELECT q.chat_created_at, q.chat_id, q.position, ${NOT_MINE} AND q.labels < q.wanted - (
      SELECT count(*) FROM label_claims k WHERE ${SAME} AND k.user_id <> $1 AND k.claimed_until > $2) AS is_free
  FROM (SELECT * FROM label_queue WHERE labels < wanted AND (position, chat_id) > ($3::bigint, $4::uuid)
        ORDER BY position, chat_id LIMIT ${STRIDE}) q
  ORDER BY q.position, q.chat_id`;

const EXCHANGE = `
  SELECT c.id, c.created_at, c.surface, c.use_case, c.prompt, c.response, c.tool_calls FROM chat_logs c
  WHERE c.created_at = $1 AND c.id = $2`;

interface Place {
  chat_created_at: Date;
  chat_id: string;
}

interface PlaceAhead extends Place {
  /** A 64-bit whole number in decimal. */
  position: string;
  is_free: boolean;
}

const BEFORE_ALL = { position: '-1', chat_id: '00000000-0000-0000-0000-000000000000' };

/**
 * The exchange that a person should label next, kept for them for some minutes; asking again gives the same one until it is
 * labelled. The queue's order is a hash of ids: at any time, those that are labelled are the judged exchanges whose hash is
 * below some bound, whenever they were served and whatever the judge thought of them, which is a random sample.
 */
export async function nextLabel(ctx: LabelContext, person: Principal): Promise<NextLabel> {
  const nowMs = ctx.clock.nowMs();
  const until = new Date(nowMs + ctx.config.evaluation.labels.claim_minutes * 60_000);
  const found = await inTransaction(ctx.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const now = new Date(nowMs);
    const { rows } = await client.query<Place>(CLAIMED, [person.id, now]);
    const exchange =
      (rows[0] && (await readExchange(client, rows[0]))) ?? (await findFree(client, person.id, now));
    if (exchange) await claim(client, exchange, person.id, now, until);
    return exchange;
  });
  const { rubric, version } = ctx.config.rubrics.evaluation;
  return {
    item: found && {
      chat_id: found.id,
      created_at: found.created_at.toISOString(),
      surface: found.surface,
      use_case: found.use_case,
      prompt: found.prompt,
      response: found.response,
      tool_calls: found.tool_calls,
      claimed_until: until.toISOString(),
    },
    rubric: {
      version,
      criteria: rubric.criteria.map(({ id, question, checklist, anchors, required }) => ({
        ...{ id, question, checklist, anchors: [...anchors], required },
      })),
    },
    progress: await progressOf(ctx, person.id),
  };
}

/** The first exchange from the front of the queue that is free for this person. */
async function findFree(client: PoolClient, personId: string, now: Date): Promise<QueuedExchange | null> {
  let last: Pick<PlaceAhead, 'position' | 'chat_id'> | undefined = BEFORE_ALL;
  while (last) {
    const { rows }: { rows: PlaceAhead[] } = await client.query<PlaceAhead>(AHEAD, [
      ...[personId, now, last.position, last.chat_id],
    ]);
    for (const place of rows) {
      const exchange = place.is_free ? await readExchange(client, place) : null;
      if (exchange) return exchange;
    }
    last = rows.length < STRIDE ? undefined : rows.at(-1);
  }
  return null;
}

/** Null where the exchange was deleted since. */
async function readExchange(client: PoolClient, place: Place): Promise<QueuedExchange | null> {
  const { rows } = await client.query<QueuedExchange>(EXCHANGE, [place.chat_created_at, place.chat_id]);
  return rows[0] ?? null;
}

async function claim(
  client: PoolClient,
  exchange: QueuedExchange,
  personId: string,
  now: Date,
  until: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO label_claims (chat_created_at, chat_id, user_id, claimed_at, claimed_until)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (chat_created_at, chat_id, user_id) DO UPDATE
       SET claimed_at = excluded.claimed_at, claimed_until = excluded.claimed_until`,
    [exchange.created_at, exchange.id, personId, now, until],
  );
}

async function progressOf({ pool }: LabelContext, personId: string): Promise<NextLabel['progress']> {
  const { rows } = await pool.query<NextLabel['progress']>(
    `SELECT (SELECT count(*)::int FROM label_queue WHERE labels < wanted) AS waiting,
            (SELECT count(*)::int FROM label_queue WHERE labels > 0) AS labelled,
            (SELECT count(*)::int FROM evaluations WHERE source = 'human' AND evaluator = $1) AS mine`,
    [personId],
  );
  return rows[0] ?? { waiting: 0, labelled: 0, mine: 0 };
}
