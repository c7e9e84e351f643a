import type { Pool, PoolClient } from 'pg';
import type { Db } from 'pg-boss';

/** pg-boss on a pool or on one client's open transaction. */
export function bossDatabase(queryable: Pool | PoolClient): Db {
  return { executeSql: (text, values) => queryable.query(text, values) };
}
