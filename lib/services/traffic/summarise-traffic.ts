import type { TrafficQuery, TrafficSummary } from '#lib/contracts/traffic.ts';
import { timeRangeOf } from '../time-range.ts';
import { NO_FIGURES, type FiguresContext } from './figures.ts';
import { readFigures } from './read-figures.ts';

/** Figures of all exchanges that a filter lets through, and of their groups. */
export async function summariseTraffic(ctx: FiguresContext, query: TrafficQuery): Promise<TrafficSummary> {
  const { split } = query;
  const range = timeRangeOf(query, ctx.clock.nowMs());
  const question = { filter: query, range, bucketSeconds: null };
  const [whole, groups] = await Promise.all([
    readFigures(ctx, { ...question, split: 'none' }),
    split === 'none' ? null : readFigures(ctx, { ...question, split }),
  ]);
  const sorted = (groups?.rows ?? []).toSorted(
    (a, b) => Number(a.isRest) - Number(b.isRest) || b.figures.requests - a.figures.requests,
  );
  return {
    from: whole.range.from.toISOString(),
    to: range.to.toISOString(),
    source: whole.source,
    ...(whole.rows[0]?.figures ?? NO_FIGURES),
    split,
    groups: sorted.map(({ name, isRest, figures }) => ({ name, is_rest: isRest, ...figures })),
  };
}
