import type { TrafficFilter } from '#lib/contracts/traffic-filter.ts';
import type { LatencyHistogram } from '#lib/contracts/traffic.ts';
import { decodeSketches, latencyOfBin } from '#lib/domain/telemetry/latency-sketch.ts';
import { SqlParameters } from '../runs/sql-parameters.ts';
import { timeRangeOf, type TimeRange } from '../time-range.ts';
import type { FiguresContext } from './figures.ts';
import { trafficConditions } from './filter-sql.ts';
import { lookedAtRange } from './looked-at.ts';
import { TRAFFIC } from '../rollups/rollup-source.ts';
import { isInRollups, readDimensions } from './rollup-figures.ts';

/** Round numbers at about equal distances on a logarithmic scale, from 1 ms to 1,000 s. */
const EDGES_MS = [1, 10, 100, 1_000, 10_000, 100_000]
  .flatMap((decade) => [1, 1.5, 2, 3, 5, 7].map((factor) => factor * decade))
  .concat(1_000_000);

interface Bin {
  /** Number of edges at or below the latencies. */
  bin: number;
  count: number;
  failures: number;
}

/** How long exchanges took, in bins on a logarithmic scale; empty bins at both ends are left out. */
export async function getLatencyHistogram(
  ctx: FiguresContext,
  filter: TrafficFilter,
): Promise<LatencyHistogram> {
  const asked = timeRangeOf(filter, ctx.clock.nowMs());
  const source = isInRollups(filter, asked) ? 'rollups' : 'rows';
  const range = source === 'rows' ? await lookedAtRange(ctx, filter, asked) : asked;
  const rows = await (source === 'rows' ? rawBins(ctx, filter, range) : rollupBins(ctx, filter, range));
  const found = new Map(rows.map((row) => [row.bin, row]));
  const [first, last] = [Math.min(...found.keys()), Math.max(...found.keys())];
  const length = rows.length === 0 ? 0 : last - first + 1;
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    source,
    total: rows.reduce((total, { count }) => total + count, 0),
    bins: Array.from({ length }, (_, index) => ({
      from_ms: EDGES_MS[first + index - 1] ?? 0,
      to_ms: EDGES_MS[first + index] ?? null,
      count: found.get(first + index)?.count ?? 0,
      failures: found.get(first + index)?.failures ?? 0,
    })),
  };
}

async function rawBins({ pool }: FiguresContext, filter: TrafficFilter, range: TimeRange): Promise<Bin[]> {
  const parameters = new SqlParameters();
  const conditions = trafficConditions(filter, range, parameters);
  const edges = parameters.add(EDGES_MS, 'double precision[]');
  const { rows } = await pool.query<Bin>(
    `SELECT width_bucket(c.latency_ms, ${edges}) AS bin, count(*)::int AS count,
            (count(*) FILTER (WHERE c.status <> 'ok'))::int AS failures
     FROM chat_logs c WHERE ${conditions} GROUP BY 1`,
    parameters.values,
  );
  return rows;
}

/** A sketch's bin counts where the latency lies that stands for it. */
async function rollupBins(ctx: FiguresContext, filter: TrafficFilter, range: TimeRange): Promise<Bin[]> {
  const bins = new Map<number, Bin>();
  const question = { filter, range, bucketSeconds: null };
  for (const { groups, sketch } of await readDimensions(ctx, TRAFFIC, question, [])) {
    const { bins: sketchBins, counts } = decodeSketches([sketch]);
    sketchBins.forEach((sketchBin, index) => {
      const latencyMs = latencyOfBin(sketchBin);
      const bin = EDGES_MS.filter((edge) => edge <= latencyMs).length;
      const entry = bins.get(bin) ?? { bin, count: 0, failures: 0 };
      const count = counts[index] ?? 0;
      entry.count += count;
      if (groups.status !== 'ok') entry.failures += count;
      bins.set(bin, entry);
    });
  }
  return [...bins.values()];
}
