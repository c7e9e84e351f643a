import type { FeedbackSummary } from '#lib/contracts/feedback.ts';
import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import { FEEDBACK } from '../rollups/rollup-source.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { timeRangeOf, type TimeRange } from '../time-range.ts';
import { bucketSecondsOf, bucketSql, bucketStarts } from '../traffic/buckets.ts';
import type { FiguresContext } from '../traffic/figures.ts';
import { trafficConditions } from '../traffic/filter-sql.ts';
import { readFigures } from '../traffic/read-figures.ts';
import { isInRollups, readDimensions } from '../traffic/rollup-figures.ts';

interface Ratings {
  rated: number;
  up: number;
  down: number;
}

interface Counts extends Ratings {
  requests: number;
}

/** How exchanges were rated over time. Ratings of exchanges that aren't stored don't count. */
export async function summariseFeedback(
  ctx: FiguresContext,
  filter: TrafficFilter,
): Promise<FeedbackSummary> {
  const asked = timeRangeOf(filter, ctx.clock.nowMs());
  const bucketSeconds = bucketSecondsOf(asked);
  const starts = bucketStarts(asked, bucketSeconds);
  const range = { from: starts[0] ?? asked.from, to: asked.to };
  const [exchanges, rated] = await Promise.all([
    readFigures(ctx, { filter, range, split: 'none', bucketSeconds }),
    isInRollups(filter, range)
      ? rolledRatings(ctx, filter, range, bucketSeconds)
      : rawRatings(ctx, filter, range, bucketSeconds),
  ]);
  const requests = new Map(exchanges.rows.map(({ ts, figures }) => [ts?.getTime(), figures.requests]));
  const items = starts.map((ts) => ({
    ts: ts.toISOString(),
    requests: requests.get(ts.getTime()) ?? 0,
    ...(rated.get(ts.getTime()) ?? { rated: 0, up: 0, down: 0 }),
  }));
  const sum = (key: keyof Counts) => items.reduce((total, item) => total + item[key], 0);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    bucket_seconds: bucketSeconds,
    ...{ requests: sum('requests'), rated: sum('rated'), up: sum('up'), down: sum('down') },
    items,
  };
}

/** By the beginnings of buckets, in milliseconds since 1970. */
type RatingsByBucket = Map<number, Ratings>;

async function rawRatings(
  { pool }: FiguresContext,
  filter: TrafficFilter,
  range: TimeRange,
  bucketSeconds: number,
): Promise<RatingsByBucket> {
  const parameters = new SqlParameters();
  const { rows } = await pool.query<Ratings & { ts: Date }>(
    `SELECT ${bucketSql('f.chat_created_at', bucketSeconds)} AS ts, count(DISTINCT f.chat_id)::int AS rated,
            (count(*) FILTER (WHERE f.rating = 'up'))::int AS up,
            (count(*) FILTER (WHERE f.rating = 'down'))::int AS down
     FROM feedback f JOIN chat_logs c ON c.created_at = f.chat_created_at AND c.id = f.chat_id
     WHERE ${trafficConditions(filter, range, parameters)} GROUP BY 1`,
    parameters.values,
  );
  return new Map(rows.map(({ ts, ...counts }) => [ts.getTime(), counts]));
}

async function rolledRatings(
  ctx: FiguresContext,
  filter: TrafficFilter,
  range: TimeRange,
  bucketSeconds: number,
): Promise<RatingsByBucket> {
  const rows = await readDimensions(ctx, FEEDBACK, { filter, range, bucketSeconds }, []);
  const buckets = Map.groupBy(rows, ({ bucketMs }) => bucketMs ?? 0);
  const sum = (members: typeof rows, name: keyof Ratings) =>
    members.reduce((total, { sums }) => total + (sums[name] ?? 0), 0);
  return new Map(
    [...buckets].map(([ms, members]) => [
      ms,
      { rated: sum(members, 'rated'), up: sum(members, 'up'), down: sum(members, 'down') },
    ]),
  );
}
