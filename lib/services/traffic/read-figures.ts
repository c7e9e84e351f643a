import type { FigureRow, FiguresContext, FiguresQuestion } from './figures.ts';
import { readRawFigures } from './raw-figures.ts';
import { isInRollups, readRollupFigures } from './rollup-figures.ts';

/**
 * Computes figures, by time: of long stretches from rollups where they know all that is asked for, else from the rows.
 * The one place that the panels' numbers come from.
 */
export async function readFigures(
  ctx: FiguresContext,
  question: FiguresQuestion,
): Promise<{ source: 'rows' | 'rollups'; rows: FigureRow[] }> {
  return isInRollups(question.filter, question.range)
    ? { source: 'rollups', rows: await readRollupFigures(ctx, question) }
    : { source: 'rows', rows: await readRawFigures(ctx, question) };
}
