import type { ComparedRun, RunComparison } from '#lib/contracts/comparisons.ts';
import type { RunSummary } from '#lib/contracts/runs.ts';
import type { AnswerFigures } from '#lib/domain/compare/answer-figures.ts';
import { costFrontier } from '#lib/domain/compare/frontier.ts';
import { collectEvidence } from '#lib/domain/gate/collect-evidence.ts';
import { compareEvidence } from '#lib/domain/gate/compare-all.ts';
import type { GateRun } from '#lib/domain/gate/gate-run.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';
import { breatheAlways } from '../runs/breathe.ts';

export interface RunToCompare {
  summary: RunSummary;
  figures: AnswerFigures;
  /** The run's scores of single answers; asked for once. */
  load: () => Promise<GateRun>;
}

/** Compares every run with the first one. At most two runs' scores are in memory at a time. */
export async function assembleComparison(
  runs: readonly RunToCompare[],
  settings: GateSettings,
): Promise<RunComparison> {
  const frontier = costFrontier(
    runs.map(({ summary, figures }) => ({
      cost: figures.cost_per_thousand_usd,
      // Nothing may be concluded from the score of a void run: its judge was fooled.
      quality: summary.quality === 'void' ? null : summary.overall,
    })),
  );
  const compared: ComparedRun[] = [];
  let reference: GateRun | null = null;
  for (const [index, { summary, figures, load }] of runs.entries()) {
    const run = await load();
    compared.push({
      ...{ run: summary, ...figures, is_on_cost_frontier: frontier[index] ?? null },
      against_reference: reference && againstReference(reference, run, settings),
    });
    reference ??= run;
    await breatheAlways();
  }
  return { alpha: settings.alpha, runs: compared };
}

function againstReference(
  reference: GateRun,
  run: GateRun,
  settings: GateSettings,
): ComparedRun['against_reference'] {
  const evidence = collectEvidence(run, reference);
  const { overall, categories } = compareEvidence(evidence, settings);
  return {
    signature_differences: evidence.signature_differences,
    overall,
    categories: [...categories],
  };
}
