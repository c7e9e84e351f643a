import { z } from 'zod';
import { problemText } from '#lib/domain/dataset/problem.ts';
import type { DecisionSettings } from '#lib/domain/sequential/shadow-decision.ts';
import { follow, NEW_STREAM, streamReport, type StreamReport } from '#lib/domain/sequential/shadow-report.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { readObject } from '../metric/read-line.ts';
import { standardInput } from '../metric/standard-streams.ts';

export interface DecideOptions extends DecisionSettings {
  json: boolean;
}

const ERROR = 2;

/** Other keys are left alone. */
const lineSchema = z.object({
  delta: z
    .number('expected a number')
    .min(-1, 'expected a number from -1 to 1')
    .max(1, 'expected a number from -1 to 1'),
});

/**
 * Decides from differences on standard input and prints the report. A line that can't be used makes all of it unusable:
 * a difference left out would change the decision. Returns the exit code.
 */
export async function decideFromInput({ json, ...settings }: DecideOptions): Promise<number> {
  let stream = NEW_STREAM;
  let bad = 0;
  for await (const raw of standardInput()) {
    const line = readObject(raw, lineSchema);
    if (!Array.isArray(line)) stream = follow(stream, line.delta, settings);
    else {
      for (const problem of line)
        console.error(problemText('standard input', { line: raw.line, ...problem }));
      bad += 1;
    }
  }
  if (bad > 0) {
    console.error(`${bad} ${bad === 1 ? 'line' : 'lines'} can't be used: nothing was decided`);
    return ERROR;
  }
  const report = streamReport(stream, settings);
  console.log(json ? JSON.stringify(report) : reportText(report));
  return EXIT_CODES[report.decision];
}

function reportText(report: StreamReport): string {
  const { interval, promote, roll_back: rollBack, mean_delta: mean, sd_delta: sd } = report;
  const figure = (value: number | null) => (value === null ? 'n/a' : value.toFixed(4));
  return [
    `${report.decision.replace('_', ' ').toUpperCase()}. ${report.reason}`,
    '',
    `samples       ${report.samples}, of them equal ${report.equal_answers}`,
    `mean delta    ${figure(mean)}, standard deviation ${figure(sd)}`,
    `interval      ${figure(interval.low)} to ${figure(interval.high)}, valid at every moment`,
    `for promotion wealth ${wealth(promote.largest_wealth)} of ${report.wealth_limit} (p = ${promote.p_value.toPrecision(3)})`,
    `for roll back wealth ${wealth(rollBack.largest_wealth)} of ${report.wealth_limit} (p = ${rollBack.p_value.toPrecision(3)})`,
  ].join('\n');
}

const wealth = (value: number): string => (value < 1e6 ? value.toFixed(2) : value.toExponential(2));
