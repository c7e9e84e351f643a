import type { Problem } from '#lib/contracts/problem.ts';

export type InputProblem = NonNullable<Problem['errors']>[number];

const MOST_LISTED = 100;

/** Collects what is wrong with an input: all of it is counted, the first hundred are kept. */
export class ProblemList {
  readonly listed: InputProblem[] = [];
  count = 0;

  add(path: string, message: string): void {
    this.count += 1;
    if (this.listed.length < MOST_LISTED) this.listed.push({ path, message });
  }
}
