import type { FigureRow, FiguresContext, FiguresQuestion } from './figures.ts';
import type { TimeRange } from '../time-range.ts';
import { lookedAtRange } from './looked-at.ts';
import { readRawFigures } from './raw-figures.ts';
import { isInRollups, readRollupFigures } from './rollup-figures.ts';

/**
 * Computes figures, by time: of long stretches from rollups where they know all that is asked for, else from the rows: of
 * very many the newest alone, and then `range` is shorter than what was asked for.
 * The one place that the panels' numbers come from.
 */
export async function readFigures(
  ctx: FiguresContext,
  question: FiguresQuestion,
): Promise<{ source: 'rows' | 'rollups'; range: TimeRange; rows: FigureRow[] }> {
  const { filter, range } = question;
  if (isInRollups(filter, range))
    return { source: 'rollups', range, rows: await readRollupFigures(ctx, question) };
  const looked = await lookedAtRange(ctx, filter, range);
  return { source: 'rows', range: looked, rows: await readRawFigures(ctx, { ...question, range: looked }) };
}
