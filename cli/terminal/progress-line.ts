import type { Progress } from '#lib/domain/scoring/progress.ts';

const BAR_CELLS = 24;

/** One line about a run under way, at most as wide as the terminal. */
export function progressText(progress: Progress, columns: number): string {
  const share = progress.callsTotal > 0 ? progress.callsDone / progress.callsTotal : 1;
  const filled = Math.round(share * BAR_CELLS);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)}`;
  const parts = [
    `${bar} ${String(Math.floor(share * 100)).padStart(3)}%`,
    `${progress.examplesDone}/${progress.examplesTotal} examples`,
    progress.callsPerSecond === null ? null : `${progress.callsPerSecond.toFixed(1)} calls/s`,
    progress.costUsd === null ? 'cost unknown' : `$${progress.costUsd.toFixed(4)}`,
    progress.failedCalls > 0 ? `${progress.failedCalls} failed` : null,
    progress.secondsLeft === null ? null : `${duration(progress.secondsLeft)} left`,
  ];
  const text = parts.filter((part) => part !== null).join('  ');
  return text.length > columns ? text.slice(0, Math.max(0, columns - 1)) : text;
}

/** Seconds as people read them: `42 s`, `3 min 05 s`, `1 h 02 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3_600)} h ${two(Math.floor((whole % 3_600) / 60))} min`;
}

interface Output {
  write: (text: string) => unknown;
  isTTY?: boolean;
  columns?: number;
}

/**
 * Shows progress on a terminal as one line that is drawn over, ten times a second at most; elsewhere (CI logs) as a plain
 * line now and then.
 */
export function createProgressLine(output: Output, elapsedMs: () => number, isQuiet = false) {
  const isTerminal = output.isTTY === true;
  const everyMs = isTerminal ? 100 : 10_000;
  let shownMs = isTerminal ? -Infinity : elapsedMs();
  let isDirty = false;

  function draw(textFor: (columns: number) => string): void {
    const nowMs = elapsedMs();
    if (isQuiet || nowMs - shownMs < everyMs) return;
    shownMs = nowMs;
    const text = textFor(isTerminal ? (output.columns ?? 80) : Infinity);
    output.write(isTerminal ? `\r\u001B[2K${text}` : `${text}\n`);
    isDirty = isTerminal;
  }

  return {
    show: (progress: Progress): void => draw((columns) => progressText(progress, columns)),
    /** The same for what isn't counted in calls, such as a download. */
    say: (text: string): void => draw((columns) => text.slice(0, Math.max(0, columns - 1))),
    /** Makes room for other output. */
    clear(): void {
      if (isDirty) output.write('\r\u001B[2K');
      isDirty = false;
    },
  };
}
