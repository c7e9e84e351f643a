import type { Pool } from 'pg';

const KEY = 'seed_dropped_indexes';
const TABLES = ['chat_logs', 'shadow_evals'];

/**
 * Takes the indexes of empty tables away, so that filling them is faster, all but their keys. What they were is kept in the
 * database until they are back, for the case that this process doesn't live to see it.
 */
export async function dropIndexes(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid::regclass::text = ANY ($1) AND NOT i.indisunique`,
    [TABLES],
  );
  if (rows.length === 0) return;
  await pool.query('INSERT INTO rollup_state (key, value) VALUES ($1, $2)', [
    KEY,
    JSON.stringify(rows.map(({ definition }) => definition)),
  ]);
  for (const { name } of rows) await pool.query(`DROP INDEX "${name}"`);
}

/** Makes the indexes again that were taken away, now or by a seeding that was cut off. */
export async function restoreIndexes(pool: Pool, onIndex: (definition: string) => void): Promise<void> {
  const { rows } = await pool.query<{ value: string }>('SELECT value FROM rollup_state WHERE key = $1', [
    KEY,
  ]);
  const definitions = JSON.parse(rows[0]?.value ?? '[]') as string[];
  if (definitions.length === 0) return;
  const client = await pool.connect();
  try {
    await client.query(`SET maintenance_work_mem = '1GB'`);
    for (const definition of definitions) {
      onIndex(definition);
      await client.query(definition.replace(/^CREATE INDEX /, 'CREATE INDEX IF NOT EXISTS '));
    }
    await client.query('DELETE FROM rollup_state WHERE key = $1', [KEY]);
  } finally {
    client.release(true);
  }
}
