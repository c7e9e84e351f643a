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
  let [first, last] = [Infinity, -Infinity];
  // Bins may stand in any order: the simulation counts them as they come.
  for (const { bins } of sketches)
    for (const bin of bins) {
      if (bin < first) first = bin;
      if (bin > last) last = bin;
    }
  const sum = new DenseSum(first, last);
  for (const { bins, counts } of sketches)
    for (let at = 0; at < bins.length; at += 1) sum.add(bins[at] ?? 0, counts[at] ?? 0);
  return sum.sketch();
}

/** Counts by bin, of which there are a thousand at most. Panels add up hundreds of thousands: no map is quick enough. */
class DenseSum {
  readonly #first: number;
  readonly #counts: Float64Array;

  constructor(first: number, last: number) {
    this.#first = first;
    this.#counts = new Float64Array(Math.max(0, last - first + 1));
  }

  add(bin: number, count: number): void {
    const at = bin - this.#first;
    this.#counts[at] = (this.#counts[at] ?? 0) + count;
  }

  sketch(): LatencySketch {
    const [bins, counts]: [number[], number[]] = [[], []];
    for (let at = 0; at < this.#counts.length; at += 1) {
      const count = this.#counts[at] ?? 0;
      if (count === 0) continue;
      bins.push(this.#first + at);
      counts.push(count);
    }
    return { bins, counts };
  }
}

/** Bytes of a bin in a stored sketch: its number with 16 bits, how many it counts with 32, both big-endian. */
export const SKETCH_ENTRY_BYTES = 6;

/** The sum of stored sketches, whose bytes may stand one behind another in any order. */
export function decodeSketches(parts: readonly Uint8Array[]): LatencySketch {
  const views = parts.map((bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  let [first, last] = [Infinity, -Infinity];
  for (const view of views)
    for (let at = 0; at < view.byteLength; at += SKETCH_ENTRY_BYTES) {
      const bin = view.getInt16(at);
      if (bin < first) first = bin;
      if (bin > last) last = bin;
    }
  const sum = new DenseSum(first, last);
  for (const view of views)
    for (let at = 0; at < view.byteLength; at += SKETCH_ENTRY_BYTES)
      sum.add(view.getInt16(at), view.getUint32(at + 2));
  return sum.sketch();
}

/**
 * The latency, in milliseconds, below which this share of the values lies; null of an empty sketch.
 *
 * @param share in [0, 1]; the value with the rank `floor(share · (n − 1))` from 0 is approximated
 */
export function sketchQuantile(sketch: LatencySketch, share: number): number | null {
  return sketchQuantiles(sketch, [share])[0] ?? null;
}

/** The same for several shares, which ascend. */
export function sketchQuantiles(
  { bins, counts }: LatencySketch,
  shares: readonly number[],
): (number | null)[] {
  let n = 0;
  for (const count of counts) n += count;
  if (n === 0) return shares.map(() => null);
  let [at, below] = [0, counts[0] ?? 0];
  return shares.map((share) => {
    const rank = Math.floor(share * (n - 1));
    while (below <= rank && at < bins.length - 1) {
      at += 1;
      below += counts[at] ?? 0;
    }
    return latencyOfBin(bins[at] ?? 0);
  });
}
