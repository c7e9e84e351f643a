/**
 * Latencies as a histogram whose bins grow by a constant factor (DDSketch: Masson, Rim and Lee, 2019). Any quantile is
 * within 1 % of a value that was there, and sketches are merged by adding their counts, in any order.
 */
export interface LatencySketch {
  /** Ascending. */
  bins: readonly number[];
  counts: readonly number[];
}

const RELATIVE_ACCURACY = 0.01;

/** Each bin's upper bound is this many times the one before. */
export const SKETCH_GROWTH = (1 + RELATIVE_ACCURACY) / (1 - RELATIVE_ACCURACY);

/** Shorter latencies, in milliseconds, count as this. */
export const SHORTEST_MS = 0.001;

/** Number of the bin that holds a latency: those up to `growth^bin`, and above `growth^(bin-1)`. */
export function binOf(latencyMs: number): number {
  return Math.ceil(Math.log(Math.max(latencyMs, SHORTEST_MS)) / Math.log(SKETCH_GROWTH));
}

/** The latency, in milliseconds, that stands for a bin: no value in it is further away than 1 %. */
export function latencyOfBin(bin: number): number {
  return (2 * SKETCH_GROWTH ** bin) / (SKETCH_GROWTH + 1);
}

/** A latency's sketch, and the sum of sketches. */
export function mergeSketches(sketches: readonly LatencySketch[]): LatencySketch {
  const sums = new Map<number, number>();
  for (const { bins, counts } of sketches)
    bins.forEach((bin, index) => sums.set(bin, (sums.get(bin) ?? 0) + (counts[index] ?? 0)));
  return sorted(sums);
}

function sorted(sums: ReadonlyMap<number, number>): LatencySketch {
  const entries = [...sums].sort(([a], [b]) => a - b);
  return { bins: entries.map(([bin]) => bin), counts: entries.map(([, count]) => count) };
}

/** Bytes of a bin in a stored sketch: its number with 16 bits, how many it counts with 32, both big-endian. */
export const SKETCH_ENTRY_BYTES = 6;

/** The sum of stored sketches, whose bytes may stand one behind another in any order. */
export function decodeSketch(bytes: Uint8Array): LatencySketch {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sums = new Map<number, number>();
  for (let at = 0; at + SKETCH_ENTRY_BYTES <= bytes.byteLength; at += SKETCH_ENTRY_BYTES) {
    const bin = view.getInt16(at);
    sums.set(bin, (sums.get(bin) ?? 0) + view.getUint32(at + 2));
  }
  return sorted(sums);
}

/**
 * The latency, in milliseconds, below which this share of the values lies; null of an empty sketch.
 *
 * @param share in [0, 1]; the value with the rank `floor(share · (n − 1))` from 0 is approximated
 */
export function sketchQuantile({ bins, counts }: LatencySketch, share: number): number | null {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const rank = Math.floor(share * (n - 1));
  let below = 0;
  for (const [index, bin] of bins.entries()) {
    below += counts[index] ?? 0;
    if (below > rank) return latencyOfBin(bin);
  }
  return null;
}
