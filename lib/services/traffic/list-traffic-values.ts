import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import type { TrafficValues } from '#lib/contracts/traffic.ts';
import type { Context } from '../context.ts';
import { readRollups, type RollupRow } from '../rollups/read-rollups.ts';
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
  const [model, promptVersion, useCase, variant] = await Promise.all(
    COLUMNS.map(async (column) =>
      mostFrequent(await readRollups(ctx, TRAFFIC, { range, groupBy: [column] }), column),
    ),
  );
  return {
    ...{ model: model ?? [], prompt_version: promptVersion ?? [] },
    ...{ use_case: useCase ?? [], variant: variant ?? [] },
    upstream: [...Object.keys(ctx.config.models.upstreams), 'simulator'].sort(),
  };
}

function mostFrequent(rows: readonly RollupRow[], column: (typeof COLUMNS)[number]): string[] {
  return rows
    .map(({ groups, sums }) => ({ value: groups[column] ?? '', requests: sums.requests ?? 0 }))
    .filter(({ value }) => value !== OTHER)
    .sort((a, b) => b.requests - a.requests || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES)
    .map(({ value }) => value);
}
