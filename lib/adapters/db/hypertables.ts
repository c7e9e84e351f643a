import type { Pool } from 'pg';

const HYPERTABLES = [
  { table: 'chat_logs', time: 'created_at' },
  { table: 'shadow_evals', time: 'ts' },
] as const;

/**
 * Turns the time-ordered tables into TimescaleDB hypertables where the extension is there, rows included. Returns
 * whether it is; without it nothing changes. Safe to call at every start.
 */
export async function ensureHypertables(pool: Pool): Promise<boolean> {
  if (!(await isTimescaleUsable(pool))) return false;
  await pool.query('CREATE EXTENSION IF NOT EXISTS timescaledb');
  for (const { table, time } of HYPERTABLES) {
    await pool.query(
      `SELECT create_hypertable('${table}', '${time}', chunk_time_interval => INTERVAL '1 day',
         if_not_exists => true, migrate_data => true, create_default_indexes => false)`,
    );
  }
  return true;
}

/**
 * Installed already, or installable: offered by the server and preloaded. (Creating it without the preload ends the
 * connection.) Who may not read the preload list may not create extensions either.
 */
async function isTimescaleUsable(pool: Pool): Promise<boolean> {
  const installed = await pool.query(`SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'`);
  if (installed.rowCount) return true;
  const offered = await pool.query(`SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb'`);
  if (!offered.rowCount) return false;
  const preloaded = await pool.query<{ libraries: string | null }>(
    `SELECT setting AS libraries FROM pg_settings WHERE name = 'shared_preload_libraries'`,
  );
  return preloaded.rows[0]?.libraries?.includes('timescaledb') ?? false;
}
