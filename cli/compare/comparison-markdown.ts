import type { RunComparison } from '#lib/contracts/comparisons.ts';
import { codeName, plainText } from '#lib/domain/gate/markdown.ts';
import { CATEGORY_HEADER, categoryCells, letterOf, RUN_HEADER, runCells } from './comparison-rows.ts';

/** A comparison as GitHub's Markdown. Names come from files: nothing in them becomes markup. */
export function comparisonMarkdown(comparison: RunComparison, hasCategories: boolean): string {
  const { runs } = comparison;
  return [
    ...runs.map(({ run }, index) => {
      const prompt = run.prompt_version === null ? '' : `, prompt ${codeName(run.prompt_version)}`;
      const role = index === 0 ? ' (reference)' : '';
      return `- **${letterOf(index)}** ${codeName(run.model)}${prompt}, run ${codeName(run.id)}${role}`;
    }),
    '',
    ...table(RUN_HEADER, runs.map(runCells)),
    ...(hasCategories
      ? [
          '',
          ...table(
            CATEGORY_HEADER,
            categoryCells(comparison).map(([name = '', ...cells]) => [codeName(name), ...cells]),
          ),
        ]
      : []),
    '',
    ...runs.flatMap(({ against_reference: against }, index) =>
      against ? [`- **${letterOf(index)} against A:** ${plainText(against.overall.sentence)}`] : [],
    ),
    ...runs.flatMap(({ against_reference: against }, index) =>
      (against?.signature_differences ?? []).map(
        ({ field, baseline, current }) =>
          `- ⚠️ **${letterOf(index)}** was not scored as A was: ${plainText(field)} ${codeName(baseline)} → ${codeName(current)}`,
      ),
    ),
  ].join('\n');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace('*', '✓')).join(' | ')} |`;
  return [line(header), line(header.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)];
}
