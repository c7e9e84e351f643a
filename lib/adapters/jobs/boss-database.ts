import type { Pool, PoolClient } from 'pg';
import type { Db } from 'pg-boss';

/** pg-boss on a pool or on one client's open transaction. */
export function bossDatabase(queryable: Pool | PoolClient, onAnswer?: () => void): Db {
  return {
    executeSql: async (text, values) => {
      const result = await queryable.query(text, values);
      onAnswer?.();
      return result;
    },
  };
}
