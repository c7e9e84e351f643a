import type { DatasetProblem } from './problem.ts';

export interface DeclaredCategory {
  name: string;
  min_examples: number;
}

/** Categories with fewer lines than declared. Lines with other errors count too: those are told line by line. */
export function tooFewExamples(
  categories: readonly DeclaredCategory[],
  lines: ReadonlyMap<string, number>,
): DatasetProblem[] {
  return categories.flatMap(({ name, min_examples: least }) => {
    const found = lines.get(name) ?? 0;
    if (found >= least) return [];
    return [
      { line: null, field: 'category', message: `expected at least ${least} of "${name}", found ${found}` },
    ];
  });
}
