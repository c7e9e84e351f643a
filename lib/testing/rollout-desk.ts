import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { startRolloutSchema } from '#lib/contracts/rollouts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import { checkRollouts } from '#lib/services/rollout/check-rollouts.ts';
import { getRollout } from '#lib/services/rollout/get-rollout.ts';
import type { RolloutContext } from '#lib/services/rollout/rollout-context.ts';
import { RolloutWatch } from '#lib/services/rollout/rollout-watch.ts';
import { startRollout } from '#lib/services/rollout/start-rollout.ts';
import { alertDesk } from './alert-desk.ts';
import { chatLogRow } from './chat-log-rows.ts';
import { testConfig } from './test-config.ts';
import { emptyTables, type TestDatabase } from './test-database.ts';
import { storeTraffic } from './traffic-rows.ts';

export const EDA: Principal = {
  ...{ kind: 'user', id: 'eda', name: 'Eda', role: 'editor' },
  scopes: ['read', 'ci:write'],
};
export const MINUTE_MS = 60_000;

/** Two steps of two minutes, decided by errors and latency. */
export const QUICK_PLAN = {
  ...{ initial_percentage: 50, step_percentage: 25, bake_minutes: 2, max_bake_minutes: 4 },
  health: { min_requests: 10, min_scores: 0 },
};

/** What came in during a minute, on one side of a rollout. */
interface Served {
  requests?: number;
  failed?: number;
  latencyMs?: number;
  score?: number;
  changes?: Partial<ChatLogRow>;
}

const SLACK = { id: 'team', name: 'Team', kind: 'slack', url_env: 'TEAM_URL' } as const;

/** Rollouts on a real database, with a clock, traffic and channels that a test holds in its hands. */
export function rolloutDesk(db: TestDatabase) {
  const desk = alertDesk(db, { channels: [SLACK] }, { TEAM_URL: 'https://hooks.example/1' });
  let elapsedMs = 0;
  const newId = createIdSource();
  const ctx: RolloutContext & { clock: { elapsedMs: () => number } } = {
    ...{ ...desk.ctx, sha256Hex },
    clock: { nowMs: () => desk.nowMs, elapsedMs: () => elapsedMs },
  };
  const watch = new RolloutWatch(() => elapsedMs);
  return Object.assign(desk, {
    rollouts: ctx,
    watch,
    check: () => checkRollouts(ctx, watch),
    /** Time passes, on both clocks. */
    pass: (ms: number) => {
      desk.nowMs += ms;
      elapsedMs += ms;
    },
    configure: (current: string) => {
      ctx.config = testConfig('http://127.0.0.1:9/v1', { modelVersion: { current_model: current } });
    },
    start: async (plan: object = QUICK_PLAN, candidate: object = { model: 'candidate' }) => {
      const outcome = await startRollout(ctx, EDA, startRolloutSchema.parse({ candidate, plan }), null);
      if (outcome.action !== 'started') throw new Error(JSON.stringify(outcome));
      return outcome.id;
    },
    show: async (id: string) => {
      const rollout = await getRollout(ctx, id);
      if (!rollout) throw new Error(`there is no rollout ${id}`);
      return rollout;
    },
    /** Requests that began in the last ten seconds, evenly spread, each of a user of its own. */
    serve: async (
      rolloutId: string,
      variant: 'canary' | 'production',
      { requests = 20, failed = 0, latencyMs = 100, score, changes }: Served = {},
    ) => {
      const rows = Array.from({ length: requests }, (_, i) =>
        chatLogRow(
          {
            ...{ variant, rollout_id: rolloutId, canary_bucket: i, latency_ms: latencyMs },
            ...(i < failed ? { status: 'error', http_status: 500, response: null } : {}),
            ...changes,
            // Ids carry the time.
            id: newId(desk.nowMs - 10_000 + Math.floor((i * 10_000) / requests)),
          },
          desk.nowMs - 10_000 + Math.floor((i * 10_000) / requests),
        ),
      );
      await storeTraffic(db, rows);
      if (score !== undefined) for (const row of rows) await judge(db, row, score);
      return rows;
    },
  });
}

export type RolloutDesk = ReturnType<typeof rolloutDesk>;

/** A judgement of an exchange. */
export async function judge(
  { pool }: Pick<TestDatabase, 'pool'>,
  row: ChatLogRow,
  score: number | null,
  evaluator = 'judge',
  atMs = Date.parse(row.created_at) + 1_000,
): Promise<void> {
  await pool.query(
    `INSERT INTO evaluations (chat_created_at, chat_id, source, evaluator, score, failure, details, model_version, variant,
       rollout_id, created_at, updated_at)
     VALUES ($1, $2, 'judge', $3, $4, $5, '{}', $6, $7, $8, $9, $9)`,
    [
      ...[row.created_at, row.id, evaluator, score, score === null ? 'unreadable' : null],
      ...[row.model_version, row.variant, row.rollout_id ?? null, new Date(atMs)],
    ],
  );
}

/** Everything as before the first rollout. */
export async function forgetRollouts(db: TestDatabase): Promise<void> {
  await emptyTables(db, 'rollouts', 'chat_logs', 'evaluations', 'feedback', 'audit_entries');
  await emptyTables(db, 'alert_events', 'alert_deliveries', 'idempotency_keys');
  await db.pool.query(
    `UPDATE router_state SET version = 1, production_model = NULL, configured_model = NULL, production_rollout_id = NULL,
       frozen_at = NULL, frozen_reason = NULL, frozen_rollout_id = NULL`,
  );
}
