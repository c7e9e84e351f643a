import type { ShadowSample } from '#lib/domain/sequential/observations.ts';
import type { Context } from './context.ts';

/** What is asked for: evaluations of one candidate by one judge and rubric. */
export interface SampleQuestion {
  /** Null: there is no candidate, and nothing to read. */
  candidate: string | null;
  judge: string;
  rubric: string;
  nowMs: number;
  divergenceSimilarity: number;
}

export interface ShadowSamples {
  /** Scored exchanges, in the order of their requests. */
  items: ShadowSample[];
  /** Everything requested before this time is settled. */
  settledUntilMs: number;
  pending: number;
  missing: number;
  compared: number;
  diverging: number;
  productionModels: { model: string; exchanges: number }[];
}

/** The first so many scored exchanges decide; a decision needs far fewer. */
const MOST_SAMPLES = 50_000;
/** A sampled exchange that has no evaluation after so long gets none: its job was lost with a queue that was emptied. */
const SETTLED_AFTER_MS = 60 * 60_000;

type ReadContext = Pick<Context, 'pool'>;

/**
 * Reads the settled evaluations. An evaluation that finishes late must not change what came after it, so everything
 * waits for the first sampled exchange whose job is still under way.
 */
export async function readShadowSamples(ctx: ReadContext, question: SampleQuestion): Promise<ShadowSamples> {
  const { candidate, nowMs } = question;
  const nothing = { missing: 0, compared: 0, diverging: 0, productionModels: [] };
  if (candidate === null) return { items: [], settledUntilMs: nowMs, pending: 0, ...nothing };
  const { pending, settledUntilMs } = await readPending(ctx, nowMs);
  const until = new Date(settledUntilMs);
  const keys = [candidate, question.judge, question.rubric, until];
  const [{ items, models }, counts] = await Promise.all([
    knownItems(ctx, keys, nowMs),
    readCounts(ctx, keys, question.divergenceSimilarity),
  ]);
  return { items, settledUntilMs, pending, ...counts, productionModels: models };
}

const WHERE = 'e.shadow_model = $1 AND e.judge_model = $2 AND e.rubric_version = $3 AND e.ts < $4';

async function readPending(
  { pool }: ReadContext,
  nowMs: number,
): Promise<{ pending: number; settledUntilMs: number }> {
  const { rows } = await pool.query<{ pending: number; first: Date | null }>(
    `SELECT count(*)::int AS pending, min(c.created_at) AS first FROM chat_logs c
     WHERE c.is_sampled AND c.created_at > $1 AND c.created_at <= $2
       AND NOT EXISTS (SELECT 1 FROM shadow_evals e WHERE e.ts = c.created_at AND e.chat_log_id = c.id)
       AND NOT EXISTS (SELECT 1 FROM dead_letters d WHERE d.data->>'chat_log_id' = c.id::text)`,
    [new Date(nowMs - SETTLED_AFTER_MS), new Date(nowMs)],
  );
  const [row] = rows;
  return { pending: row?.pending ?? 0, settledUntilMs: row?.first?.getTime() ?? nowMs };
}

interface Items {
  items: ShadowSample[];
  models: ShadowSamples['productionModels'];
}

/** So long the first samples are taken for unchanged: only retention takes any of them away. */
const KEPT_MS = 10 * 60_000;
const kept = new WeakMap<ReadContext['pool'], Items & { key: string; atMs: number }>();

/** Once there are as many samples as count, they are always the same ones: those that were settled first. */
async function knownItems(ctx: ReadContext, keys: readonly unknown[], nowMs: number): Promise<Items> {
  const key = JSON.stringify(keys.slice(0, 3));
  const known = kept.get(ctx.pool);
  if (known?.key === key && nowMs >= known.atMs && nowMs - known.atMs < KEPT_MS) return known;
  const [items, models] = await Promise.all([readItems(ctx, keys), readProductionModels(ctx, keys)]);
  if (items.length === MOST_SAMPLES) kept.set(ctx.pool, { items, models, key, atMs: nowMs });
  return { items, models };
}

async function readItems({ pool }: ReadContext, keys: readonly unknown[]): Promise<ShadowSample[]> {
  const { rows } = await pool.query<{
    ts: Date;
    delta: number;
    session_id: string | null;
    user_id: string | null;
    use_case: string | null;
  }>(
    `SELECT e.ts, e.delta, c.session_id, c.user_id, c.use_case
     FROM shadow_evals e LEFT JOIN chat_logs c ON c.created_at = e.ts AND c.id = e.chat_log_id
     WHERE ${WHERE} AND e.delta IS NOT NULL ORDER BY e.ts, e.chat_log_id LIMIT ${MOST_SAMPLES}`,
    [...keys],
  );
  return rows.map(({ ts, delta, session_id: session, user_id: user, use_case: stratum }) => ({
    atMs: ts.getTime(),
    delta,
    cluster: session === null ? (user === null ? null : `user ${user}`) : `session ${session}`,
    stratum,
  }));
}

async function readCounts({ pool }: ReadContext, keys: readonly unknown[], similarity: number) {
  const { rows } = await pool.query<Pick<ShadowSamples, 'missing' | 'compared' | 'diverging'>>(
    `SELECT count(*) FILTER (WHERE e.delta IS NULL)::int AS missing,
            count(e.similarity)::int AS compared,
            count(*) FILTER (WHERE e.similarity < $5)::int AS diverging
     FROM shadow_evals e WHERE ${WHERE}`,
    [...keys, similarity],
  );
  return rows[0] ?? { missing: 0, compared: 0, diverging: 0 };
}

async function readProductionModels(
  { pool }: ReadContext,
  keys: readonly unknown[],
): Promise<ShadowSamples['productionModels']> {
  const { rows } = await pool.query<{ model: string; exchanges: number }>(
    `SELECT e.prod_model AS model, count(*)::int AS exchanges FROM shadow_evals e WHERE ${WHERE}
     GROUP BY e.prod_model ORDER BY 2 DESC, 1 LIMIT 10`,
    [...keys],
  );
  return rows;
}
