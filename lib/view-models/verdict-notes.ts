import { pText } from '#lib/domain/gate/findings.ts';
import type { Decision } from '#lib/domain/gate/verdict.ts';
import { formatCountOf } from './format.ts';
import { deltaText } from './gate-comparison.ts';

/** What else should be known beside a verdict's reasons; nothing of it decided. */
export function prepareNotes({
  notes,
  optional_checks: checks,
  length,
}: Pick<Decision, 'notes' | 'optional_checks' | 'length'>): string[] {
  return [...notes, ...checksNote(checks), ...lengthNote(length, notes)];
}

function checksNote({
  newly_failed: failed,
  newly_passed: passed,
  p_regression: p,
}: Decision['optional_checks']): string[] {
  if (failed === 0 && passed === 0) return [];
  const chance = p === null ? '' : `; by chance alone: ${pText(p)}`;
  return [
    `Checks that are not required: ${formatCountOf(failed, 'example')} newly failed, ${formatCountOf(passed, 'example')} newly passed${chance}.`,
  ];
}

/** The gate says it itself where it turns the difference round. */
function lengthNote(length: Decision['length'], notes: readonly string[]): string[] {
  if (!length || notes.some((note) => note.includes('length of the answers'))) return [];
  const { delta, adjusted_delta: adjusted, correlation } = length;
  return [
    `Length of answers: the difference is ${deltaText(delta)} as measured and ${deltaText(adjusted)} at equal length (r = ${correlation.toFixed(2)}).`,
  ];
}
