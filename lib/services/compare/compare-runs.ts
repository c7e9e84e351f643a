import type { RunComparison } from '#lib/contracts/comparisons.ts';
import type { AnswerFigures } from '#lib/domain/compare/answer-figures.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import type { Context } from '../context.ts';
import { loadGateRun } from '../gate/load-gate-run.ts';
import { assembleComparison } from './assemble-comparison.ts';
import { findRuns } from './find-runs.ts';

type Comparing = { ok: true; comparison: RunComparison } | { ok: false; status: 404 | 409; reason: string };

/** Compares finished runs with the first of them, by the code that the gate decides with. */
export async function compareRuns(
  ctx: Pick<Context, 'pool'>,
  ids: readonly string[],
  settings: GateSettings,
): Promise<Comparing> {
  const found = await findRuns(ctx, ids);
  if (!found.ok) return found;
  const figures = await readFigures(ctx, ids);
  const comparison = await assembleComparison(
    found.runs.map((summary) => ({
      summary,
      figures: figures.get(summary.id) ?? NOTHING,
      load: async () => {
        const run = await loadGateRun(ctx.pool, summary.id);
        if (!run) throw new Error(`the scores of run ${summary.id} can't be read`);
        return run;
      },
    })),
    settings,
  );
  return { ok: true, comparison };
}

const NOTHING: AnswerFigures = {
  cost_per_thousand_usd: null,
  latency_p50_ms: null,
  latency_p95_ms: null,
  output_tokens_mean: null,
};

/** The same figures as answerFigures, without the answers leaving the database. */
async function readFigures({ pool }: Pick<Context, 'pool'>, ids: readonly string[]) {
  const { rows } = await pool.query<AnswerFigures & { run_id: string }>(
    `SELECT run_id,
            CASE WHEN count(cost_usd) = count(*) THEN 1000 * avg(cost_usd) END AS cost_per_thousand_usd,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms) AS latency_p50_ms,
            percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms) AS latency_p95_ms,
            avg(output_tokens)::double precision AS output_tokens_mean
     FROM run_answers WHERE run_id = ANY ($1::uuid[]) AND status = 'ok' GROUP BY run_id`,
    [ids],
  );
  return new Map(rows.map(({ run_id: id, ...figures }) => [id, figures]));
}
