import type { PromptDetail } from '#lib/contracts/prompts.ts';
import type { Context } from '../context.ts';
import { readRollups, type RollupRow } from '../rollups/read-rollups.ts';
import { EVALUATION, OTHER, TRAFFIC } from '../rollups/rollup-source.ts';
import type { TimeRange } from '../time-range.ts';

/** Whoever leaves before the answer comes is no failure of the prompt. */
const FAILED = new Set(['error', 'timeout']);

type Usage = PromptDetail['versions'][number]['usage'];

/**
 * What versions of prompts did in a stretch of time, from rollups: requests, failed ones, and the judge's mean score.
 * Rollups tell only so many versions apart; one that may be among the others has no figures rather than wrong ones.
 */
export async function promptUsage(
  ctx: Pick<Context, 'pool' | 'config'>,
  range: TimeRange,
): Promise<(version: string) => Usage> {
  const [traffic, scores] = await Promise.all([
    readRollups(ctx, TRAFFIC, { range, groupBy: ['prompt_version', 'status'] }),
    readRollups(ctx, EVALUATION, { range, groupBy: ['prompt_version'], where: { source: 'judge' } }),
  ]);
  const hasOthers = [...traffic, ...scores].some(({ groups }) => groups.prompt_version === OTHER);
  return (version) => {
    const rows = traffic.filter(({ groups }) => groups.prompt_version === version);
    if (rows.length === 0 && hasOthers) return null;
    const judged = scores.filter(({ groups }) => groups.prompt_version === version);
    const scored = total(judged, 'scored');
    return {
      requests: total(rows, 'requests'),
      errors: total(
        rows.filter(({ groups }) => FAILED.has(groups.status ?? '')),
        'requests',
      ),
      mean_score: scored === 0 ? null : total(judged, 'score_sum') / scored,
      scores: scored,
    };
  };
}

function total(rows: readonly RollupRow[], sum: string): number {
  return rows.reduce((sofar, { sums }) => sofar + (sums[sum] ?? 0), 0);
}
