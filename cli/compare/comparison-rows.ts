import type { ComparedRun, RunComparison } from '#lib/contracts/comparisons.ts';
import { score, signed } from '#lib/domain/gate/findings.ts';

type Compared = NonNullable<ComparedRun['against_reference']>['overall'];

export const RUN_HEADER = [
  'run',
  'overall',
  'delta',
  '90% interval',
  'USD/1000',
  'p50 ms',
  'p95 ms',
  'tokens',
  'frontier',
];
export const CATEGORY_HEADER = ['category', 'run', 'n', 'score', 'delta', '90% interval'];

/** A for the reference, B for the first that is compared with it. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);

/** The run in words: model, prompt, and what tells it apart. */
export function titleOf({ run }: ComparedRun): string {
  const prompt = run.prompt_version === null ? '' : `, prompt ${run.prompt_version}`;
  const simulated = run.is_simulated ? ', simulated' : '';
  const quality = run.quality === null || run.quality === 'complete' ? '' : `, ${run.quality}`;
  return `${run.model}${prompt}${simulated}${quality}, run ${run.id}`;
}

/** One run's cells under RUN_HEADER. */
export function runCells(compared: ComparedRun, index: number): string[] {
  const { run, against_reference: against, is_on_cost_frontier: isOn } = compared;
  return [
    letterOf(index),
    figure(run.overall, score),
    ...differenceCells(against?.overall ?? null),
    figure(compared.cost_per_thousand_usd, (usd) => String(Number(usd.toPrecision(4)))),
    figure(compared.latency_p50_ms, (ms) => ms.toFixed(0)),
    figure(compared.latency_p95_ms, (ms) => ms.toFixed(0)),
    figure(compared.output_tokens_mean, (tokens) => tokens.toFixed(0)),
    isOn === null ? '?' : isOn ? '*' : '',
  ];
}

/** Every category in every run, cells under CATEGORY_HEADER; names as they are. */
export function categoryCells({ runs }: RunComparison): string[][] {
  const names = [...new Set(runs.flatMap(({ run }) => Object.keys(run.category_scores)))].sort();
  return names.flatMap((name) =>
    runs.map(({ run, against_reference: against }, index) => {
      const found = against?.categories.find(({ category }) => category === name) ?? null;
      const value = Object.hasOwn(run.category_scores, name) ? (run.category_scores[name] ?? null) : null;
      return [
        name,
        letterOf(index),
        found ? String(found.n) : '-',
        figure(value, score),
        ...differenceCells(found),
      ];
    }),
  );
}

function differenceCells(compared: Compared | null): [string, string] {
  if (!compared) return ['-', '-'];
  const { interval90: interval } = compared;
  return [
    figure(compared.paired_delta ?? compared.delta, signed),
    interval ? `${signed(interval.low)} … ${signed(interval.high)}` : '-',
  ];
}

function figure(value: number | null, format: (value: number) => string): string {
  return value === null ? '-' : format(value);
}
