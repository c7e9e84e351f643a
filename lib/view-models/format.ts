const MINUS = '−';
const COUNT = new Intl.NumberFormat('en');
const PERCENT = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const SMALL_PERCENT = new Intl.NumberFormat('en', { style: 'percent', maximumSignificantDigits: 2 });

/** What stands where a value is missing. */
const NO_VALUE = '–';

/** A whole number with thousands separators. */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** A count with its noun, which takes an s (or the given plural) unless there is exactly one. */
export function formatCountOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** A share in [0, 1] as a percentage; a small one keeps two digits, so that it never reads as none. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return share < 0.0001 ? '<0.01%' : SMALL_PERCENT.format(share);
  if (share < 1 && share > 0.999) return '>99.9%';
  return PERCENT.format(share);
}

/** A score in [0, 1] with three decimals. */
export function formatScore(score: number | null): string {
  return score === null ? NO_VALUE : score.toFixed(3);
}

/** A difference of two scores with its sign and three decimals; one that rounds to zero has no sign. */
export function formatDelta(delta: number | null): string {
  if (delta === null) return NO_VALUE;
  const digits = Math.abs(delta).toFixed(3);
  if (Number(digits) === 0) return digits;
  return `${delta < 0 ? MINUS : '+'}${digits}`;
}

/** Milliseconds in the unit that reads best. */
export function formatLatency(latencyMs: number | null): string {
  if (latencyMs === null) return NO_VALUE;
  if (latencyMs < 999.5) return `${Math.round(latencyMs)} ms`;
  if (latencyMs < 59_995) return `${(latencyMs / 1000).toFixed(2)} s`;
  const seconds = Math.round(latencyMs / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** US dollars; fractions of a cent keep two significant digits, an unknown price says so. */
export function formatCost(costUsd: number | null): string {
  if (costUsd === null) return 'unknown';
  if (costUsd === 0) return '$0';
  if (costUsd >= 0.01) return `$${costUsd.toFixed(costUsd < 1 ? 3 : 2)}`;
  const decimals = Math.min(10, 1 - Math.floor(Math.log10(costUsd)));
  return `$${costUsd.toFixed(decimals)}`;
}

/** A size in the unit that reads best, with decimal prefixes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
