/** 0.0512 as `5.1%`. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** 1234.5 as `1,235 ms`. */
export const milliseconds = (ms: number): string => `${Math.round(ms).toLocaleString('en-US')} ms`;

/** A score in [0, 1] with three digits. */
export const score = (value: number): string => value.toFixed(3);

/** 1234567 as `1,234,567`. */
export const grouped = (n: number): string => n.toLocaleString('en-US');

/** `1 request`, `2 requests`. */
export const counted = (n: number, noun: string): string => `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`;
