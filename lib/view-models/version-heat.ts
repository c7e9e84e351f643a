import type { OverviewScores } from '#lib/contracts/overview-scores.ts';
import { formatCountOf } from './format.ts';
import { heatOf, type Heat } from './heat.ts';
import { versionName } from './score-trend.ts';
import { sentenceCase } from './words.ts';

export interface HeatColumn {
  runId: string;
  model: string;
  promptVersion: string | null;
  timeMs: number;
  runs: string;
}

export interface HeatRow {
  name: string;
  isOverall: boolean;
  cells: readonly { runId: string; heat: Heat; label: string }[];
}

/** Categories by versions; each cell is of the version's latest run, and coloured by the distance from its threshold. */
export function prepareVersionHeat({ categories, versions, thresholds }: OverviewScores): {
  columns: readonly HeatColumn[];
  rows: readonly HeatRow[];
} {
  const row = (name: string, isOverall: boolean, scoreOf: (at: number) => number | null): HeatRow => ({
    name,
    isOverall,
    cells: versions.map((version, at) => ({
      runId: version.run_id,
      heat: heatOf(scoreOf(at), isOverall ? thresholds.overall : thresholds.per_category_min),
      label: `${name}, ${versionName(version)}`,
    })),
  });
  return {
    columns: versions.map((version) => ({
      runId: version.run_id,
      model: version.model,
      promptVersion: version.prompt_version,
      timeMs: Date.parse(version.ts),
      runs: formatCountOf(version.runs, 'run'),
    })),
    rows: [
      row('Overall', true, (at) => versions[at]?.overall ?? null),
      ...categories.map((id) => row(sentenceCase(id), false, (at) => versions[at]?.categories[id] ?? null)),
    ],
  };
}
