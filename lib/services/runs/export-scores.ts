import { SCORES_SCHEMA_VERSION, type ScoredExample, type ScoresHead } from '#lib/contracts/scores.ts';
import type { RunDetail, RunExample } from '#lib/contracts/runs.ts';
import { exampleLine, scoresText } from '#lib/contracts/scores-text.ts';
import type { Context } from '../context.ts';
import { getRun } from './get-run.ts';
import { listRunExamples } from './list-run-examples.ts';

type ExportContext = Pick<Context, 'pool'>;

const PAGE = 200;

/**
 * A run as its scores file, piece by piece, so that a run of any length needs little memory; null when there is no such
 * run, `unfinished` when it has no scores yet.
 */
export async function exportScores(
  ctx: ExportContext,
  id: string,
): Promise<AsyncGenerator<string> | 'unfinished' | null> {
  const run = await getRun(ctx, id);
  if (!run) return null;
  const head = headOf(run, await artifactsOf(ctx, id));
  return head ? scoresText(head, exampleLines(ctx, id)) : 'unfinished';
}

async function* exampleLines(ctx: ExportContext, id: string): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const listing = await listRunExamples(ctx, id, {
      ...{ limit: PAGE, show: 'all', sort: 'position', order: 'asc' },
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (!listing?.ok) throw new Error(`the examples of run ${id} can't be read`);
    for (const example of listing.page.items) yield exampleLine(exampleOf(example));
    cursor = listing.page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

async function artifactsOf({ pool }: ExportContext, id: string): Promise<ScoresHead['artifacts']> {
  const { rows } = await pool.query<{ name: string; media_type: string; content: Uint8Array }>(
    'SELECT name, media_type, content FROM run_artifacts WHERE run_id = $1 ORDER BY name',
    [id],
  );
  const decoder = new TextDecoder();
  return rows.map(({ content, ...file }) => ({ ...file, content: decoder.decode(content) }));
}

function headOf(run: RunDetail, artifacts: ScoresHead['artifacts']): ScoresHead | null {
  const { quality, signature, dataset, overall_metrics: overallMetrics, checks, usage } = run;
  const { started_at: startedAt, finished_at: finishedAt } = run;
  if (!quality || !signature || !dataset || !overallMetrics || !checks || !usage || !startedAt || !finishedAt)
    return null;
  return {
    schema_version: SCORES_SCHEMA_VERSION,
    run_id: run.id,
    quality,
    reasons: run.reasons,
    started_at: startedAt,
    finished_at: finishedAt,
    model: run.model,
    is_simulated: run.is_simulated,
    prompt_version: run.prompt_version,
    repeats: run.repeats,
    signature,
    dataset,
    overall: run.overall,
    overall_metrics: overallMetrics,
    categories: run.categories,
    checks,
    metrics: run.metrics,
    params: run.params,
    tags: run.tags,
    usage,
    canaries: run.canaries,
    steps: run.steps,
    artifacts,
  };
}

/** Without the means that the list adds. */
function exampleOf(example: RunExample): ScoredExample {
  const { id, category, group, source, prompt, composite, answers } = example;
  return {
    ...{ id, category, group, source, prompt, reference_response: example.reference_response },
    ...{ composite, required_checks_passed: example.required_checks_passed, answers },
  };
}
