/** Mean and standard deviation (n − 1) of n values; `missing` counts those that weren't there. */
export interface Summary {
  n: number;
  missing: number;
  mean: number | null;
  sd: number | null;
}

/** Collects a mean and a standard deviation in constant memory (Welford's recurrence, stable for close values). */
export class Accumulator {
  private n = 0;
  private missing = 0;
  private mean = 0;
  private squares = 0;

  add(value: number | null): void {
    if (value === null) {
      this.missing += 1;
      return;
    }
    this.n += 1;
    const distance = value - this.mean;
    this.mean += distance / this.n;
    this.squares += distance * (value - this.mean);
  }

  summary(): Summary {
    return {
      n: this.n,
      missing: this.missing,
      mean: this.n > 0 ? this.mean : null,
      sd: this.n > 1 ? Math.sqrt(this.squares / (this.n - 1)) : null,
    };
  }
}
