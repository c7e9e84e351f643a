import type { Pool, PoolClient } from 'pg';
import type { RollupSource } from './rollup-source.ts';

type Queries = Pick<Pool | PoolClient, 'query'>;

/** Older rows than these are gone, by retention. */
export interface Floors {
  rawMs: number;
  minuteMs: number;
}

/** Reads up to when raw rows and minutes of a source were deleted; 0 where nothing was. */
export async function readFloors(db: Queries, source: RollupSource): Promise<Floors> {
  const { rows } = await db.query<{ key: string; value: string }>(
    `SELECT key, value FROM rollup_state WHERE key IN ($1, $2)`,
    [floorKey(source, 'raw'), floorKey(source, 'minute')],
  );
  const of = (level: 'raw' | 'minute') =>
    Number(rows.find(({ key }) => key === floorKey(source, level))?.value ?? 0);
  return { rawMs: of('raw'), minuteMs: of('minute') };
}

/** Remembers it, for good: a floor never sinks. */
export async function raiseFloor(
  db: Queries,
  source: RollupSource,
  level: 'raw' | 'minute',
  ms: number,
): Promise<void> {
  await db.query(
    `INSERT INTO rollup_state (key, value) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET value = greatest(rollup_state.value::numeric, $2::numeric)::text`,
    [floorKey(source, level), String(ms)],
  );
}

const floorKey = ({ name, rowsOf = name }: RollupSource, level: 'raw' | 'minute') =>
  `${level === 'raw' ? rowsOf : name}_${level}_floor`;
