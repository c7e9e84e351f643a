import type { RunStep } from '#lib/contracts/scores.ts';
import { formatCount, formatScore } from './format.ts';
import { formatDuration } from './time.ts';
import { sentenceCase } from './words.ts';

/** The metric that says what the bar shows already. */
const DURATION = 'seconds';

/** A step of a run on the run's own time line; positions are percentages. */
export interface StepRow {
  name: string;
  duration: string;
  left: number;
  width: number;
  /** What the step measured, such as ["calls", "150"]. */
  metrics: readonly (readonly [string, string])[];
}

/** The steps of a run against the time from the first one's start to the last one's end. */
export function prepareSteps(steps: readonly RunStep[]): StepRow[] {
  const times = steps.map((step) => ({
    from: Date.parse(step.started_at),
    to: Date.parse(step.finished_at),
  }));
  const start = Math.min(...times.map(({ from }) => from));
  const span = Math.max(1, Math.max(...times.map(({ to }) => to)) - start);
  return steps.map((step) => {
    const from = Date.parse(step.started_at);
    const lengthMs = Math.max(0, Date.parse(step.finished_at) - from);
    return {
      name: sentenceCase(step.name),
      duration: formatDuration(lengthMs),
      left: (100 * (from - start)) / span,
      width: (100 * lengthMs) / span,
      metrics: Object.entries(step.metrics)
        .filter(([id]) => id !== DURATION)
        .map(([id, value]) => [
          sentenceCase(id).toLowerCase(),
          Number.isInteger(value) ? formatCount(value) : formatScore(value),
        ]),
    };
  });
}
