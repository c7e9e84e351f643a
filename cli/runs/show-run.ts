import type { RunDetail, RunPage } from '#lib/contracts/runs.ts';
import { readable, table } from '../terminal/table.ts';

/** The list as a table for people. */
export function runsTable({ items, next_cursor: next }: RunPage): string {
  if (items.length === 0) return 'There are no such runs.';
  const heads = ['ID', 'CREATED', 'MODEL', 'PROMPT', 'STATE', 'OVERALL', 'EXAMPLES', 'COST', 'TAGS'];
  const rows = items.map((run) => [
    run.id,
    run.created_at.slice(0, 16).replace('T', ' '),
    run.model,
    run.prompt_version ?? '',
    stateOf(run),
    score(run.overall),
    String(run.examples),
    cost(run.cost_usd),
    tagsOf(run),
  ]);
  const more = next === null ? '' : '\n\nThere are more: see --limit and --filter.';
  return table(heads, rows) + more;
}

/** One run with its categories for people. */
export function runReport(run: RunDetail): string {
  const facts: [string, string][] = [
    ['run', run.id],
    ['state', stateOf(run)],
    ['model', run.is_simulated ? `${run.model} (simulated)` : run.model],
    ['prompt', run.prompt_version ?? 'none'],
    ['created', `${run.created_at} by ${run.created_by} (${run.source})`],
    ['overall', score(run.overall)],
    ['examples', `${run.examples}, ${run.repeats} ${run.repeats === 1 ? 'answer' : 'answers'} each`],
    ['cost', `${cost(run.cost_usd)}, judge ${cost(run.judge_cost_usd)}`],
    [
      'required checks',
      run.checks ? `${run.checks.required_failed} of ${run.checks.required} failed` : 'n/a',
    ],
    ['signature', run.signature_hash ?? 'n/a'],
    ['tags', tagsOf(run)],
    ...run.reasons.map((reason): [string, string] => ['reason', reason]),
    ...(run.error === null ? [] : [['error', run.error] as [string, string]]),
    ...(run.is_baseline ? [['baseline', 'yes'] as [string, string]] : []),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const head = facts.map(([name, value]) => `${name.padEnd(width)}  ${readable(value)}`.trimEnd());
  return [...head, '', categoriesTable(run)].join('\n').trimEnd();
}

function categoriesTable({ categories, overall_metrics: all, signature }: RunDetail): string {
  if (!all) return '';
  const embedder = signature?.embedder?.metric ?? 'embedding';
  const heads = ['CATEGORY', 'N', 'COMPOSITE', 'SD', embedder.toUpperCase(), 'ROUGE_L', 'JUDGE', 'WEIGHT'];
  const rows = [...Object.entries(categories), ['all examples', { ...all, weight: null }] as const].map(
    ([name, { composite, embedding, rouge_l, judge_score, weight }]) => [
      name,
      String(composite.n),
      score(composite.mean),
      score(composite.sd),
      score(embedding.mean),
      score(rouge_l.mean),
      score(judge_score.mean),
      weight === null ? '' : String(weight),
    ],
  );
  return table(heads, rows);
}

function stateOf({ state, quality, is_baseline: isBaseline }: RunPage['items'][number]): string {
  const finished = quality === null || quality === 'complete' ? state : `${state}, ${quality}`;
  return isBaseline ? `${finished}, baseline` : finished;
}

function tagsOf({ tags }: RunPage['items'][number]): string {
  return Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function score(value: number | null): string {
  return value === null ? 'n/a' : value.toFixed(3);
}

function cost(usd: number | null): string {
  return usd === null ? 'n/a' : `$${usd.toFixed(4)}`;
}
