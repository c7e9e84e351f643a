import type { Pool } from 'pg';
import type { Context } from '#lib/services/context.ts';
import { auditRollups } from '#lib/services/rollups/audit-rollups.ts';
import { updateRollups } from '#lib/services/rollups/update-rollups.ts';
import { inTransaction } from '#lib/services/in-transaction.ts';
import { writeAuditEntry } from '#lib/services/write-audit-entry.ts';
import { insertChatLogs, insertFeedback, type SeedModel } from './chat-logs.ts';
import { insertEvaluations, type SeedEvaluating } from './evaluations.ts';
import { dropIndexes, restoreIndexes } from './indexes.ts';
import { byDay, seedHours, type SeedPlan } from './plan.ts';
import { insertRuns, type SeedRunContext } from './runs.ts';
import { insertShadowEvals, type SeedJudging } from './shadow-evals.ts';
import { seedTexts, type GoldenText } from './texts.ts';

export interface SeedContext extends SeedRunContext, Pick<Context, 'clock' | 'config'> {
  pool: Pool;
}

export interface SeedOptions {
  plan: SeedPlan;
  golden: readonly GoldenText[];
  models: readonly SeedModel[];
  judging: Omit<SeedJudging, 'candidateSince' | 'sentences'>;
  evaluating: SeedEvaluating;
  /** Days that are filled at the same time. */
  connections: number;
  /** The candidate came so many days before the end. */
  candidateDays: number;
  onProgress: (text: string) => void;
}

export interface SeedCounts {
  chatLogs: number;
  shadowEvals: number;
  feedback: number;
  evaluations: number;
  labels: number;
  runs: number;
  verdicts: number;
  promotions: number;
  rollupHours: number;
}

/** What a database holds already of what is seeded. */
export async function rowsThere(pool: Pool): Promise<string[]> {
  const tables = ['chat_logs', 'shadow_evals', 'runs', 'feedback', 'evaluations', 'traffic_rollups'];
  const { rows } = await pool.query<Record<string, boolean>>(
    `SELECT ${tables.map((table) => `EXISTS (SELECT 1 FROM ${table}) AS ${table}`).join(', ')}`,
  );
  return tables.filter((table) => rows[0]?.[table]);
}

const DAY_MS = 86_400_000;

/**
 * Fills a migrated database as the plan says: exchanges, evaluations, labels and feedback by one statement each a day, runs and
 * verdicts through the services that take CI's runs in, rollups through the ones that keep them. Each day is a transaction.
 */
export async function seedScale(ctx: SeedContext, options: SeedOptions): Promise<SeedCounts> {
  const { plan, golden, onProgress } = options;
  const texts = seedTexts(golden);
  const startMs = plan.untilMs - plan.days * DAY_MS;
  const judging: SeedJudging = {
    ...options.judging,
    candidateSince: new Date(plan.untilMs - options.candidateDays * DAY_MS),
    sentences: texts.sentences,
  };
  const isEmpty = (await rowsThere(ctx.pool)).length === 0;
  if (isEmpty) await dropIndexes(ctx.pool);
  const counts = { chatLogs: 0, shadowEvals: 0, feedback: 0, evaluations: 0, labels: 0 };
  const days = byDay(seedHours(plan));
  const started = performance.now();
  let done = 0;
  const fill = async (): Promise<void> => {
    for (let hours = days.shift(); hours; hours = days.shift()) {
      const day = hours;
      const from = new Date(day[0]?.startMs ?? 0);
      const to = new Date(from.getTime() + DAY_MS);
      await inTransaction(ctx.pool, async (client) => {
        const chatLogs = await insertChatLogs(client, { plan, texts, models: options.models, startMs }, day);
        const shadowEvals = await insertShadowEvals(client, judging, from, to);
        const feedback = await insertFeedback(client, from, to);
        const { evaluations, labels } = await insertEvaluations(client, options.evaluating, from, to);
        counts.chatLogs += chatLogs;
        counts.shadowEvals += shadowEvals;
        counts.feedback += feedback;
        counts.evaluations += evaluations;
        counts.labels += labels;
      });
      done += 1;
      const left = ((performance.now() - started) / done) * (plan.days - done);
      onProgress(
        `day ${done} of ${plan.days}: ${grouped(counts.chatLogs)} chat logs, ${grouped(counts.shadowEvals)} shadow evaluations; about ${Math.ceil(left / 1_000)} s to go`,
      );
    }
  };
  await Promise.all(Array.from({ length: options.connections }, fill));

  await restoreIndexes(ctx.pool, (definition) => onProgress(`index: ${definition.slice(0, 90)}`));
  onProgress('statistics and visibility of rows (VACUUM ANALYZE)');
  for (const table of ['chat_logs', 'shadow_evals', 'feedback', 'evaluations', 'label_queue'])
    await ctx.pool.query(`VACUUM ANALYZE ${table}`);
  // They have gone on without this past: they begin anew.
  await ctx.pool.query('DELETE FROM shadow_processes');

  const runs = await insertRuns(ctx, plan, golden, (count) => {
    if (count % 250 === 0 || count === plan.runs) onProgress(`runs: ${count} of ${plan.runs}`);
  });

  onProgress('rollups');
  await auditRollups(ctx);
  let rollupHours = 0;
  for (;;) {
    const hours = await updateRollups(ctx, 15_000);
    if (hours === 0) break;
    rollupHours += hours;
    onProgress(`rollups: ${rollupHours} hours of the sources`);
  }
  await inTransaction(ctx.pool, (client) =>
    writeAuditEntry(ctx, client, {
      actor: 'seed:scale',
      action: 'data.seed',
      target: 'database',
      details: { ...counts, ...runs, seed: plan.seed },
    }),
  );
  await ctx.pool.query('ANALYZE');
  return { ...counts, ...runs, rollupHours };
}

const grouped = (value: number): string => value.toLocaleString('en-US');
