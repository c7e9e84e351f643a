import type { Measurement } from './measure.ts';
import type { Cell, TargetName } from './options.ts';
import type { Target } from './targets.ts';

/** Medians of one target's runs in one cell. */
export interface Row extends Cell {
  target: TargetName;
  label: string;
  runs: number;
  errors: number;
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Over the direct way to the model server. */
  addedP50Ms: number;
  addedP99Ms: number;
  cpuUsPerRequest: number | null;
  databaseCpuUsPerRequest: number | null;
  storedAfterSeconds: number | null;
  timesPortkey: number | null;
}

export function summarise(
  measurements: readonly Measurement[],
  targets: readonly Target[],
  cells: readonly Cell[],
) {
  return cells.flatMap((cell) => {
    const rows = targets.flatMap((target) => medianRow(measurements, target, cell) ?? []);
    const direct = rows.find((row) => row.target === 'direct');
    const portkey = rows.find((row) => row.target === 'portkey');
    return rows.map((row): Row => ({
      ...row,
      addedP50Ms: row.p50Ms - (direct?.p50Ms ?? Number.NaN),
      addedP99Ms: row.p99Ms - (direct?.p99Ms ?? Number.NaN),
      timesPortkey: portkey ? row.requestsPerSecond / portkey.requestsPerSecond : null,
    }));
  });
}

type MedianRow = Omit<Row, 'addedP50Ms' | 'addedP99Ms' | 'timesPortkey'>;

function medianRow(measurements: readonly Measurement[], target: Target, cell: Cell): MedianRow | null {
  const runs = measurements.filter((run) => run.target === target.name && isSameCell(run, cell));
  if (runs.length === 0) return null;
  const median = (read: (run: Measurement) => number) => medianOf(runs.map(read));
  const medianIfKnown = (read: (run: Measurement) => number | null) => {
    const values = runs.map(read).filter((value) => value !== null);
    return values.length === 0 ? null : medianOf(values);
  };
  return {
    ...cell,
    target: target.name,
    label: target.label,
    runs: runs.length,
    errors: runs.reduce((sum, run) => sum + run.errors, 0),
    requestsPerSecond: median((run) => run.requestsPerSecond),
    p50Ms: median((run) => run.p50Ms),
    p99Ms: median((run) => run.p99Ms),
    cpuUsPerRequest: medianIfKnown((run) => run.cpuUsPerRequest),
    databaseCpuUsPerRequest: medianIfKnown((run) => run.databaseCpuUsPerRequest),
    storedAfterSeconds: medianIfKnown((run) => run.storedAfterSeconds),
  };
}

function isSameCell(a: Cell, b: Cell): boolean {
  return a.delayMs === b.delayMs && a.isStreamed === b.isStreamed && a.concurrency === b.concurrency;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

const COLUMNS: readonly [string, (row: Row) => string][] = [
  ['c', (row) => String(row.concurrency)],
  ['target', (row) => row.label],
  ['requests/s', (row) => Math.round(row.requestsPerSecond).toLocaleString('en')],
  ['÷ Portkey', (row) => decimal(row.timesPortkey, 2)],
  ['p50 ms', (row) => decimal(row.p50Ms, 2)],
  ['p99 ms', (row) => decimal(row.p99Ms, 1)],
  ['added p50', (row) => (row.target === 'direct' ? '' : decimal(row.addedP50Ms, 2))],
  ['added p99', (row) => (row.target === 'direct' ? '' : decimal(row.addedP99Ms, 1))],
  ['CPU µs/request', (row) => decimal(row.cpuUsPerRequest, 0)],
  ['database CPU', (row) => decimal(row.databaseCpuUsPerRequest, 0)],
  ['all stored after s', (row) => decimal(row.storedAfterSeconds, 1)],
  ['errors', (row) => String(row.errors)],
];

/** One Markdown table for each delay and way of answering. */
export function markdown(rows: readonly Row[]): string {
  const groups = Map.groupBy(rows, ({ delayMs, isStreamed }) => {
    return `${isStreamed ? 'Streaming' : 'Not streaming'}, ${delayMs} ms upstream`;
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [...groups]
    .map(([title, group]) =>
      [
        `### ${title}\n`,
        line(COLUMNS.map(([name]) => name)),
        line(COLUMNS.map(([name]) => (name === 'target' ? '---' : '--:'))),
        ...group.map((row) => line(COLUMNS.map(([, show]) => show(row)))),
      ].join('\n'),
    )
    .join('\n\n');
}

export function decimal(value: number | null, digits: number): string {
  return value === null || Number.isNaN(value) ? '' : value.toFixed(digits);
}
