import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { getApplication } from '#lib/composition/running.ts';
import { createAsk } from './ask.ts';
import { checkNumbers } from './check-numbers.ts';
import { questionsOf, type Facts } from './questions.ts';

export interface Timing {
  name: string;
  p50Ms: number;
  p95Ms: number;
  /** Status of the answer and, where it isn't 200, its beginning. */
  problem: string | null;
}

export interface Measured {
  chatLogs: number;
  shadowEvals: number;
  runs: number;
  timings: Timing[];
  disagreements: string[];
  checked: number;
}

/** Starts the application on a database and times every question. The process can't do it twice. */
export async function measure(
  rootDir: string,
  databaseUrl: string,
  { rounds, only }: { rounds: number; only: string | undefined },
): Promise<Measured> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lrg-bench-panels-'));
  const key = `lrg_${randomBytes(24).toString('hex')}`;
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    LRG_DATA_DIR: dataDir,
    LRG_API_KEY: key,
    LRG_LOG_LEVEL: 'error',
  });
  const application = await getApplication(rootDir);
  const { pool } = application.ctx;
  try {
    await untilQuiet(pool);
    const facts = await factsOf(pool);
    const ask = createAsk(rootDir, key);
    const questions = questionsOf(facts).filter(({ name }) => only === undefined || name.includes(only));
    const timings: Timing[] = [];
    for (const question of questions) {
      const times: number[] = [];
      let problem: string | null = null;
      for (let round = 0; round <= rounds; round += 1) {
        const started = performance.now();
        const { status, text } = await ask(question);
        // The first answer fills caches of the database and of this process: nobody's second look is that cold.
        if (round > 0) times.push(performance.now() - started);
        if (status !== 200) problem = `${status}: ${text.slice(0, 200)}`;
      }
      times.sort((a, b) => a - b);
      const quantile = (q: number) =>
        times[Math.min(times.length - 1, Math.ceil(q * times.length) - 1)] ?? NaN;
      timings.push({ name: question.name, p50Ms: quantile(0.5), p95Ms: quantile(0.95), problem });
    }
    const checks = await checkNumbers(pool, ask, facts);
    const { rows } = await pool.query<{ chat_logs: number; shadow_evals: number; runs: number }>(
      `SELECT (SELECT count(*)::int FROM chat_logs) AS chat_logs, (SELECT count(*)::int FROM shadow_evals) AS shadow_evals,
              (SELECT count(*)::int FROM runs) AS runs`,
    );
    const [counted] = rows;
    return {
      chatLogs: counted?.chat_logs ?? 0,
      shadowEvals: counted?.shadow_evals ?? 0,
      runs: counted?.runs ?? 0,
      timings,
      ...checks,
    };
  } finally {
    await application.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Waits until what the application does at its start is over: nothing counts while it looks for missing rollups. */
async function untilQuiet(pool: Pool): Promise<void> {
  for (let quiet = 0; quiet < 4;) {
    const { rows } = await pool.query<{ busy: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM rollup_marks)
         OR EXISTS (SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()
                    AND datname = current_database()) AS busy`,
    );
    quiet = rows[0]?.busy === true ? 0 : quiet + 1;
    await new Promise((done) => setTimeout(done, 500));
  }
}

async function factsOf(pool: Pool): Promise<Facts> {
  const { rows } = await pool.query<{
    id: string;
    created_at: Date;
    user_id: string;
    model_version: string;
    use_case: string;
    prompt_version: string;
    run_id: string;
    error_pattern: string;
  }>(
    `SELECT c.id, c.created_at, c.user_id, c.model_version, c.use_case, c.prompt_version,
            (SELECT id FROM runs WHERE state = 'finished' ORDER BY created_at DESC LIMIT 1) AS run_id,
            (SELECT error_pattern FROM chat_logs WHERE status <> 'ok' ORDER BY created_at DESC LIMIT 1) AS error_pattern
     FROM chat_logs c WHERE c.user_id IS NOT NULL AND c.prompt_version IS NOT NULL ORDER BY c.created_at DESC LIMIT 1`,
  );
  const [row] = rows;
  if (!row) throw new Error('the database holds no exchanges: fill it with npm run seed:scale');
  return {
    to: new Date(row.created_at.getTime() + 1_000),
    user: row.user_id,
    model: row.model_version,
    useCase: row.use_case,
    promptVersion: row.prompt_version,
    errorPattern: row.error_pattern,
    runId: row.run_id,
    chatLogId: row.id,
  };
}
