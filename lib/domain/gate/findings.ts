/** One thing that the gate found, and what it means for the verdict. */
export interface Finding {
  effect: 'invalid' | 'fail' | 'inconclusive' | 'note';
  text: string;
}

export const finding = (effect: Finding['effect'], text: string): Finding => ({ effect, text });

const MOST_LISTED = 5;

/** The first names of a list, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).join(', ');
  const more = names.length - MOST_LISTED;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

const MOST_ALIKE = 50;

/**
 * Findings of one kind, of which there may be one for each of thousands of categories: how many there are, and the first
 * 50. The categories' figures have them all.
 *
 * @param what such as "categories fell"
 */
export function fewAlike(alike: readonly Finding[], effect: Finding['effect'], what: string): Finding[] {
  if (alike.length <= MOST_ALIKE) return [...alike];
  const shown = alike.slice(0, MOST_ALIKE);
  return [finding(effect, `${alike.length} ${what}; the first ${MOST_ALIKE} of them follow.`), ...shown];
}

/** A score with four digits, a difference with its sign. */
export const score = (value: number | null): string => (value === null ? 'none' : value.toFixed(4));
export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;

/** A drop with four digits, or with so many that it can be told from its limit. */
export function dropText(drop: number, limit?: number): string {
  const isLikeLimit = limit !== undefined && drop !== limit && drop.toFixed(4) === limit.toFixed(4);
  return drop.toFixed(isLikeLimit ? 9 : 4);
}

/** A p value as it is written. */
export function pText(p: number): string {
  return p < 0.0001 ? 'p < 0.0001' : `p = ${p.toFixed(p < 0.1 ? 4 : 2)}`;
}

/** How many examples a line of figures stands on: those with a score on both sides, or those of the run where it is alone. */
export function examplesBehind(comparison: { n: number; n_baseline: number; n_current: number }): number {
  return comparison.n_baseline === 0 ? comparison.n_current : comparison.n;
}

export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
