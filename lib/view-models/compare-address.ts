/** As many runs can be compared at once as the API takes. */
export { MOST_COMPARED_RUNS } from '#lib/contracts/comparisons.ts';

/** The runs that an address names, each once, the reference first. */
export function runsOfAddress(value: string | null): string[] {
  const ids = (value ?? '').split(',').map((id) => id.trim());
  return [...new Set(ids.filter((id) => id !== ''))];
}

/** Where runs are compared. The baseline becomes the reference, if it is among them; else the first run does. */
export function compareAddress(ids: readonly string[], baselineId: string | null = null): string {
  const ordered = baselineId !== null && ids.includes(baselineId) ? withReference(ids, baselineId) : [...ids];
  return ordered.length === 0 ? '/compare' : `/compare?runs=${ordered.join(',')}`;
}

/** The same runs with another one at the front. */
export function withReference(ids: readonly string[], id: string): string[] {
  return [id, ...ids.filter((other) => other !== id)];
}
