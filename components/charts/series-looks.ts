/** Colours of lines in the order of their size; dashes tell them apart without colour. */
const COLORS = [
  'var(--series-production)',
  'var(--series-shadow)',
  'var(--accent)',
  'var(--positive)',
  'var(--negative)',
  'var(--warning)',
  'var(--muted)',
];
const DASHES = [undefined, '6 3', '2 3', '8 3 2 3', '4 4', '1 3', '10 4'];

export function lookOf(index: number): { color: string; dashes: string | undefined } {
  return { color: COLORS[index % COLORS.length] ?? 'var(--muted)', dashes: DASHES[index % DASHES.length] };
}
