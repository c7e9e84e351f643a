/** Milliseconds with the three decimals that a stored time has. */
export const toMicrosecond = (ms: number): number => Math.round(ms * 1_000) / 1_000;
