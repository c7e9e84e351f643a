/** One number of a family. */
export interface Sample {
  /** After the family's name: `_bucket`, `_sum`, `_count` of a histogram. */
  suffix?: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** Numbers of one name, in the sense of Prometheus. */
export interface MetricFamily {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  samples: readonly Sample[];
}

const SEPARATOR = '\u0000';

/** A sum that only grows, for each combination of label values. */
export class Counter {
  readonly #name: string;
  readonly #help: string;
  readonly #labelNames: readonly string[];
  readonly #sums = new Map<string, number>();

  constructor(name: string, help: string, labelNames: readonly string[]) {
    this.#name = name;
    this.#help = help;
    this.#labelNames = labelNames;
  }

  /** @param labels in the order of their names */
  add(labels: readonly string[], amount = 1): void {
    const key = labels.join(SEPARATOR);
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + amount);
  }

  family(): MetricFamily {
    const samples = [...this.#sums].map(([key, value]) => ({
      labels: labelsOf(this.#labelNames, key),
      value,
    }));
    return { name: this.#name, help: this.#help, type: 'counter', samples };
  }
}

interface Distribution {
  /** Observations per bound, not cumulated; the last one has no bound. */
  counts: number[];
  sum: number;
}

/** How often values fell below each of some ascending bounds, for each combination of label values. */
export class Histogram {
  readonly #name: string;
  readonly #help: string;
  readonly #labelNames: readonly string[];
  readonly #bounds: readonly number[];
  readonly #distributions = new Map<string, Distribution>();

  constructor(name: string, help: string, labelNames: readonly string[], bounds: readonly number[]) {
    this.#name = name;
    this.#help = help;
    this.#labelNames = labelNames;
    this.#bounds = bounds;
  }

  observe(labels: readonly string[], value: number): void {
    const key = labels.join(SEPARATOR);
    const found = this.#distributions.get(key);
    const distribution = found ?? { counts: new Array<number>(this.#bounds.length + 1).fill(0), sum: 0 };
    if (!found) this.#distributions.set(key, distribution);
    const index = this.#bounds.findIndex((bound) => value <= bound);
    const slot = index < 0 ? this.#bounds.length : index;
    distribution.counts[slot] = (distribution.counts[slot] ?? 0) + 1;
    distribution.sum += value;
  }

  family(): MetricFamily {
    const samples = [...this.#distributions].flatMap(([key, distribution]) =>
      this.#samplesOf(labelsOf(this.#labelNames, key), distribution),
    );
    return { name: this.#name, help: this.#help, type: 'histogram', samples };
  }

  #samplesOf(labels: Record<string, string>, { counts, sum }: Distribution): Sample[] {
    let total = 0;
    const buckets = counts.map((count, i) => {
      total += count;
      const bound = this.#bounds[i];
      const le = bound === undefined ? '+Inf' : String(bound);
      return { suffix: '_bucket', labels: { ...labels, le }, value: total };
    });
    return [...buckets, { suffix: '_sum', labels, value: sum }, { suffix: '_count', labels, value: total }];
  }
}

/** A family of one value that was looked up just now. */
export function gauge(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'gauge', samples: [{ labels: {}, value }] };
}

function labelsOf(names: readonly string[], key: string): Record<string, string> {
  const values = key.split(SEPARATOR);
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
}
