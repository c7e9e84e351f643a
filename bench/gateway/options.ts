import { parseArgs } from 'node:util';

/** What can be measured; `direct` is the mock model server itself and the base of every difference. */
export const TARGET_NAMES = ['direct', 'floor', 'pglite', 'postgres', 'portkey', 'shadow'] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

/** One setting in which all targets are compared. */
export interface Cell {
  delayMs: number;
  isStreamed: boolean;
  concurrency: number;
}

export interface Options {
  rounds: number;
  /** Length of one run. */
  seconds: number;
  /** Load before each run that doesn't count. */
  leadInSeconds: number;
  cells: readonly Cell[];
  targets: ReadonlySet<TargetName>;
  /** The run ends with the cell in which this time is up. */
  limitMs: number;
}

const DEFAULT: readonly TargetName[] = ['direct', 'floor', 'pglite', 'postgres', 'portkey'];
const MINUTE_MS = 60_000;

/** Reads the command line. Throws an Error with a message for people. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'lead-in': { type: 'string' },
      only: { type: 'string' },
      cells: { type: 'string' },
    },
  });
  const isOwnLength = values.rounds !== undefined || values.seconds !== undefined;
  return {
    rounds: count('--rounds', values.rounds, values.quick ? 1 : 3),
    seconds: count('--seconds', values.seconds, values.quick ? 2 : 3),
    leadInSeconds: count('--lead-in', values['lead-in'], values.quick ? 1 : 2),
    cells:
      values.cells === undefined
        ? allCells(values.quick ? [1, 32] : [1, 32, 64])
        : values.cells.split(',').map(cell),
    targets: new Set(values.only === undefined ? DEFAULT : ['direct', ...values.only.split(',').map(named)]),
    limitMs: isOwnLength ? Infinity : values.quick ? 4 * MINUTE_MS : 18 * MINUTE_MS,
  };
}

function allCells(concurrencies: readonly number[]): Cell[] {
  return [0, 20].flatMap((delayMs) =>
    [false, true].flatMap((isStreamed) =>
      concurrencies.map((concurrency) => ({ delayMs, isStreamed, concurrency })),
    ),
  );
}

function cell(text: string): Cell {
  const [, delay, kind, concurrency] = /^(\d+):(plain|streamed):([1-9]\d*)$/.exec(text.trim()) ?? [];
  if (delay === undefined || concurrency === undefined)
    throw new Error(
      `--cells: "${text}" is not like 20:plain:32 (ms of the upstream, plain or streamed, concurrency)`,
    );
  return { delayMs: Number(delay), isStreamed: kind === 'streamed', concurrency: Number(concurrency) };
}

function count(option: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option}: expected a whole number above 0`);
  return value;
}

function named(text: string): TargetName {
  const name = TARGET_NAMES.find((known) => known === text.trim());
  if (!name) throw new Error(`--only: "${text}" is not one of ${TARGET_NAMES.join(', ')}`);
  return name;
}
