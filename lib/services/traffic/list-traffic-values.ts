import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import type { TrafficValues } from '#lib/contracts/traffic.ts';
import type { Context } from '../context.ts';
import { readRollups } from '../rollups/read-rollups.ts';
import { OTHER, TRAFFIC } from '../rollups/rollup-source.ts';
import { timeRangeOf } from '../time-range.ts';

const MOST_VALUES = 50;
const COLUMNS = ['model', 'prompt_version', 'use_case', 'variant'] as const;

/** The values to choose from that the exchanges of a stretch of time have, whatever else they are narrowed down by. */
export async function listTrafficValues(
  ctx: Pick<Context, 'pool' | 'clock' | 'config'>,
  { from, to }: Pick<TrafficFilter, 'from' | 'to'>,
): Promise<TrafficValues> {
  const asked = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const range = timeRangeOf(asked, ctx.clock.nowMs());
  const rows = await readRollups(ctx, TRAFFIC, { range, groupBy: COLUMNS });
  const of = (column: (typeof COLUMNS)[number]) => {
    const counts = new Map<string, number>();
    for (const { groups, sums } of rows) {
      const value = groups[column] ?? '';
      counts.set(value, (counts.get(value) ?? 0) + (sums.requests ?? 0));
    }
    return [...counts]
      .filter(([value]) => value !== OTHER)
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, MOST_VALUES)
      .map(([value]) => value);
  };
  return {
    ...{ model: of('model'), prompt_version: of('prompt_version') },
    ...{ use_case: of('use_case'), variant: of('variant') },
    upstream: [...Object.keys(ctx.config.models.upstreams), 'simulator'].sort(),
  };
}
