import type { Aggregate, ScoresHead } from '#lib/contracts/scores.ts';
import { figuresTable } from '../terminal/table.ts';

/** A run's figures as a table for terminals. */
export function scoresSummary(head: ScoresHead): string {
  const embedding = head.signature.embedder?.metric ?? null;
  const columns = ['composite', ...(embedding ? [embedding] : []), 'rouge_l', 'judge_score'];
  const header = ['category', 'n', ...columns, 'required failed'];
  const rows = Object.entries(head.categories).map(([name, scores]) => [
    name,
    String(scores.composite.n),
    ...[scores.composite, ...(embedding ? [scores.embedding] : []), scores.rouge_l, scores.judge_score].map(
      meanText,
    ),
    scores.checks.required > 0 ? `${scores.checks.required_failed} of ${scores.checks.required}` : '-',
  ]);
  return [
    `Run ${head.run_id}: ${head.model}${head.prompt_version === null ? '' : `, prompt ${head.prompt_version}`}`,
    ...(head.is_simulated ? ['Answers come from the built-in simulator, not from a model.'] : []),
    '',
    figuresTable(header, rows),
    '',
    `Overall ${head.overall === null ? 'missing' : head.overall.toFixed(4)}  (${head.quality})`,
    ...head.reasons.map((reason) => `  ${reason}`),
    costText(head),
  ].join('\n');
}

function meanText({ mean, missing }: Aggregate): string {
  return `${mean === null ? 'missing' : mean.toFixed(3)}${mean !== null && missing > 0 ? ` (${missing} without)` : ''}`;
}

function costText({ usage, metrics }: ScoresHead): string {
  const money = (cost: number | null) => (cost === null ? 'unknown' : `$${cost.toFixed(4)}`);
  const seconds = metrics.seconds ?? 0;
  return `Cost: answers ${money(usage.cost_usd)}, judge ${money(usage.judge_cost_usd)}. Took ${seconds.toFixed(1)} s.`;
}
