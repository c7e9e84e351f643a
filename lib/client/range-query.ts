import type { TimeRange } from '#lib/view-models/time-range.ts';

/** A range as parameters of a request. The end of one that ends now is left to the server, whose clock may differ. */
export function rangeQuery({ window, lengthMs }: TimeRange): { from: string; to?: string } {
  if (window) return { from: new Date(window.fromMs).toISOString(), to: new Date(window.toMs).toISOString() };
  return { from: new Date(Date.now() - lengthMs).toISOString() };
}
