import { floorTo, RESOLUTION_MS } from '#lib/domain/telemetry/segments.ts';
import { inTransaction } from '../in-transaction.ts';
import { SOURCES } from './rollup-source.ts';
import { readFloors } from './rollup-state.ts';
import type { RollupContext } from './update-rollups.ts';

const SIMILARITY = 'divergence_similarity';

/**
 * Marks every hour whose rollups don't count as many rows as there are: those that were stored before there were rollups,
 * or by other means than the application. Evaluations are marked as a whole when answers diverge at another similarity now.
 * Reads all rows' times once; for the start, and once a day.
 */
export async function auditRollups(ctx: RollupContext): Promise<void> {
  await inTransaction(ctx.pool, async (client) => {
    const similarity = String(ctx.config.shadow.promotion.divergence_similarity);
    const { rowCount } = await client.query(
      `INSERT INTO rollup_state (key, value) VALUES ($1, $2)
       ON CONFLICT (key) DO UPDATE SET value = $2 WHERE rollup_state.value <> $2`,
      [SIMILARITY, similarity],
    );
    for (const source of SOURCES) {
      const { rawMs } = await readFloors(client, source);
      const isAll = source.usesDivergence && rowCount === 1;
      await client.query(
        `INSERT INTO rollup_marks (source, from_ts, to_ts)
         SELECT $1, raw.hour, raw.hour + interval '1 hour'
         FROM (SELECT date_trunc('hour', ${source.time}, 'UTC') AS hour, count(*) AS n FROM ${source.raw} t
               WHERE ${source.time} >= $2 ${source.condition === undefined ? '' : `AND ${source.condition}`}
               GROUP BY 1) raw
         LEFT JOIN (SELECT bucket AS hour, sum(${source.rows}) AS n FROM ${source.table}
                    WHERE resolution = 'hour' AND bucket >= $2 GROUP BY 1) rolled USING (hour)
         WHERE $3 OR rolled.n IS DISTINCT FROM raw.n`,
        [source.name, new Date(floorTo(rawMs, RESOLUTION_MS.hour)), isAll],
      );
    }
  });
}
