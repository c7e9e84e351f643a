import { problemText, type DatasetWarning, type WarningKind } from '#lib/domain/dataset/problem.ts';

/** Of each kind; --json tells all. */
const MOST_OF_A_KIND = 20;

/** The warnings as lines for a terminal, in the order of lines; of many of one kind the first ones and their number. */
export function shownWarnings(file: string, warnings: readonly DatasetWarning[]): string[] {
  const seen = new Map<WarningKind, number>();
  const lines = warnings.flatMap((warning) => {
    const nth = (seen.get(warning.kind) ?? 0) + 1;
    seen.set(warning.kind, nth);
    const message = `warning: ${warning.message} [${warning.kind}]`;
    return nth > MOST_OF_A_KIND ? [] : [problemText(file, { ...warning, message })];
  });
  const more = [...seen].flatMap(([kind, count]) =>
    count > MOST_OF_A_KIND
      ? [`${file}: warning: ${count - MOST_OF_A_KIND} more [${kind}]; --json lists all`]
      : [],
  );
  return [...lines, ...more];
}
