import type { TrafficQuery, TrafficSeries } from '#lib/contracts/traffic.ts';
import { timeRangeOf } from '../time-range.ts';
import { bucketSecondsOf, bucketStarts } from './buckets.ts';
import type { FigureRow, FiguresContext } from './figures.ts';
import { readFigures } from './read-figures.ts';

type Group = TrafficSeries['groups'][number];

/** Figures over time, in at most about 120 buckets, for each group. */
export async function getTrafficSeries(ctx: FiguresContext, query: TrafficQuery): Promise<TrafficSeries> {
  const asked = timeRangeOf(query, ctx.clock.nowMs());
  const bucketSeconds = bucketSecondsOf(asked);
  // The first bucket is whole, too.
  const range = { from: bucketStarts(asked, bucketSeconds)[0] ?? asked.from, to: asked.to };
  const {
    source,
    range: looked,
    rows,
  } = await readFigures(ctx, {
    filter: query,
    range,
    split: query.split,
    bucketSeconds,
  });
  return {
    from: looked.from.toISOString(),
    to: range.to.toISOString(),
    source,
    bucket_seconds: bucketSeconds,
    split: query.split,
    groups: groupsOf(rows),
  };
}

/** Largest first, the rest last. */
function groupsOf(rows: readonly FigureRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { ts, name, isRest, figures } of rows) {
    const key = JSON.stringify([name, isRest]);
    const group = groups.get(key) ?? { name, is_rest: isRest, items: [] };
    groups.set(key, group);
    if (ts) group.items.push({ ts: ts.toISOString(), ...figures });
  }
  const size = ({ items }: Group) => items.reduce((total, item) => total + item.requests, 0);
  return [...groups.values()].sort((a, b) => Number(a.is_rest) - Number(b.is_rest) || size(b) - size(a));
}
