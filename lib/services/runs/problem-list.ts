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

  /** The same problems of something that is a member of something else. */
  under(member: string): ProblemList {
    const list = new ProblemList();
    for (const { path, message } of this.listed)
      list.add(path === '' ? member : `${member}.${path}`, message);
    list.count = this.count;
    return list;
  }

  /** Takes another list's problems over. */
  addAll({ listed, count }: ProblemList): void {
    for (const { path, message } of listed) this.add(path, message);
    this.count += count - listed.length;
  }
}
