import type { Pool, PoolClient } from 'pg';
import type { PrismaClient } from '#lib/adapters/db/generated/client.ts';
import type { KeyRing } from '#lib/adapters/auth/key-ring.ts';
import type { Journal } from '#lib/adapters/journal/journal.ts';
import type { ChatModels } from '#lib/adapters/llm/chat-models.ts';
import type { Environment } from '#lib/config/environment.ts';
import type { JobCounts } from '#lib/domain/jobs/counts.ts';
import type { AlertDeliveryJobData, ScoreRunJobData, ShadowJobData } from '#lib/contracts/events.ts';
import type { AlertTools } from './alerts/alert-tools.ts';
import type { GatewayContext } from './gateway/gateway-context.ts';
import type { Router } from './gateway/router.ts';
import type { GateTools } from './gate/gate-tools.ts';
import type { RandomSource } from './random-source.ts';
import type { RunWorkshop } from './score-run/run-workshop.ts';

/** What services get as their first argument: the outside world, built once per process. */
export interface Context extends GatewayContext {
  env: Environment;
  prisma: PrismaClient;
  pool: Pool;
  /** For short statements that must not wait behind others; what hangs there fails soon. */
  fastLane: Pool;
  router: Router;
  journal: Journal;
  keys: KeyRing;
  chatModels: ChatModels;
  jobs: JobQueue;
  random: RandomSource;
  runs: RunWorkshop;
  gate: GateTools;
  alerts: AlertTools;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  sha256Hex: (content: string | Uint8Array) => string;
  /** Whether an error says that the database can't be reached now, so that the same may work later. */
  isDatabaseAway: (error: unknown) => boolean;
}

/** What decides whether an exchange is evaluated. */
export interface StoredExchange {
  id: string;
  isOfRollout: boolean;
}

export interface JobQueue {
  engine: 'embedded' | 'inngest';
  /** Adds one job a row on the caller's own transaction. A job whose id is known already is left alone. */
  enqueueShadow: (client: PoolClient, jobs: readonly ShadowJobData[]) => Promise<void>;
  /** Adds a job for each stored exchange that is to be evaluated, on the caller's own transaction; the others are left out. */
  enqueueEvaluations: (client: PoolClient, exchanges: readonly StoredExchange[]) => Promise<void>;
  /** Adds a run of the scorer on the caller's own transaction. */
  enqueueRun: (client: PoolClient, run: ScoreRunJobData) => Promise<void>;
  /** Adds attempts to send alerts, after a wait, on the caller's own transaction. */
  enqueueDeliveries: (
    client: PoolClient,
    jobs: readonly (AlertDeliveryJobData & { job_id: string })[],
    waitMs: number,
  ) => Promise<void>;
  /** Ends a job that Inngest has run to its end, well or not. */
  settle: (queue: string, jobId: string) => Promise<void>;
  counts: () => Promise<JobCounts>;
}
