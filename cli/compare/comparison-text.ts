import type { RunComparison } from '#lib/contracts/comparisons.ts';
import { printable } from '../gate/verdict-text.ts';
import { figuresTable } from '../terminal/table.ts';
import {
  CATEGORY_HEADER,
  categoryCells,
  letterOf,
  RUN_HEADER,
  runCells,
  titleOf,
} from './comparison-rows.ts';

/** A comparison for terminals. */
export function comparisonText(comparison: RunComparison, hasCategories: boolean): string {
  const { runs } = comparison;
  const cells = categoryCells(comparison).map((row) => row.map(printable));
  return [
    ...runs.map(
      (run, index) => `${letterOf(index)}  ${printable(titleOf(run))}${index === 0 ? ' (reference)' : ''}`,
    ),
    '',
    figuresTable(RUN_HEADER, runs.map(runCells)),
    ...(hasCategories ? ['', figuresTable(CATEGORY_HEADER, cells)] : []),
    '',
    ...runs.flatMap(({ against_reference: against }, index) =>
      against ? [`${letterOf(index)} against A: ${printable(against.overall.sentence)}`] : [],
    ),
    ...runs.flatMap(({ against_reference: against }, index) =>
      against && against.signature_differences.length > 0
        ? [
            `Warning: ${letterOf(index)} was not scored as A was: ${against.signature_differences
              .map(({ field, baseline, current }) => printable(`${field} (${baseline} → ${current})`))
              .join('; ')}.`,
          ]
        : [],
    ),
    '',
    'frontier *: no other of these runs is at least as good and as cheap; ?: price or score unknown. Costs without the judge.',
  ].join('\n');
}
