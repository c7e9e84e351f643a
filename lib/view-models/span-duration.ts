import { formatLatency } from './format.ts';

/** The length of a step, in milliseconds: as a latency, but short ones keep two digits, down to the microsecond. */
export function formatSpanDuration(durationMs: number): string {
  if (durationMs >= 9.95 || durationMs === 0) return formatLatency(durationMs);
  if (durationMs >= 1) return `${trim(durationMs.toFixed(1))} ms`;
  if (durationMs < 0.001) return '<0.001 ms';
  const decimals = Math.min(3, 1 - Math.floor(Math.log10(durationMs)));
  return `${trim(durationMs.toFixed(decimals))} ms`;
}

function trim(digits: string): string {
  return digits.replace(/\.?0+$/, '');
}
