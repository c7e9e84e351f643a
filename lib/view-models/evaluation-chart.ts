import type { EvaluationSource, EvaluationSummary } from '#lib/contracts/evaluations.ts';
import { scoreAxis, timeTicks, type ScoreAxis } from './axis.ts';
import { SOURCE_WORDS } from './evaluations.ts';
import { formatScore } from './format.ts';

export interface EvaluationLine {
  source: EvaluationSource;
  name: string;
}

type Figures = Record<EvaluationSource, number | null>;

/** Means of one stretch of time; null where a source scored nothing in it. */
export interface EvaluationPoint {
  timeMs: number;
  means: Figures;
  n: Figures;
  /** 95 % intervals of the means. */
  bands: Record<EvaluationSource, [number, number] | null>;
}

export interface EvaluationChart {
  lines: readonly EvaluationLine[];
  points: readonly EvaluationPoint[];
  scores: ScoreAxis;
  timeDomain: [number, number];
  timeTicks: readonly number[];
  summary: string;
}

const SOURCES = ['judge', 'heuristics', 'human'] as const;

/** Means by source over time, with a gap wherever nothing was evaluated; null when nothing was at all. */
export function prepareEvaluationChart(summary: EvaluationSummary): EvaluationChart | null {
  const scored = summary.series.filter(({ mean }) => mean !== null);
  if (scored.length === 0) return null;
  const [fromMs, toMs] = [Date.parse(summary.from), Date.parse(summary.to)];
  const stepMs = summary.step_seconds * 1_000;
  const found = new Map(scored.map((item) => [`${item.source} ${Date.parse(item.ts)}`, item]));
  const times = scored.map(({ ts }) => Date.parse(ts));
  const points: EvaluationPoint[] = [];
  // Buckets are counted from the first one that is there, so that they hit those of the answer.
  const first = Math.min(...times);
  for (let timeMs = first; timeMs <= Math.max(...times); timeMs += stepMs) {
    const of = <T>(pick: (item: EvaluationSummary['series'][number] | undefined) => T) => ({
      judge: pick(found.get(`judge ${timeMs}`)),
      heuristics: pick(found.get(`heuristics ${timeMs}`)),
      human: pick(found.get(`human ${timeMs}`)),
    });
    points.push({
      timeMs,
      means: of((item) => item?.mean ?? null),
      n: of((item) => item?.scored ?? null),
      bands: of((item): [number, number] | null =>
        item?.low == null || item.high === null ? null : [Math.max(0, item.low), Math.min(1, item.high)],
      ),
    });
  }
  const lines = SOURCES.filter((source) => scored.some((item) => item.source === source)).map((source) => ({
    source,
    name: SOURCE_WORDS[source].name,
  }));
  return {
    lines,
    points,
    scores: scoreAxis(
      scored.flatMap(({ mean, low, high }) => [mean, low, high]).filter((each) => each !== null),
    ),
    timeDomain: [Math.min(fromMs, first), Math.max(toMs, fromMs + 1)],
    timeTicks: timeTicks(fromMs, toMs),
    summary: lines.map((line) => summaryOf(line, scored)).join(' '),
  };
}

function summaryOf({ source, name }: EvaluationLine, series: EvaluationSummary['series']): string {
  const means = series
    .filter((item) => item.source === source)
    .map(({ mean }) => mean)
    .filter((mean) => mean !== null);
  return `${name}: means between ${formatScore(Math.min(...means))} and ${formatScore(Math.max(...means))}.`;
}
