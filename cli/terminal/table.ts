/** Characters that would move the cursor or change colours; texts come from other machines. */
const CONTROL = /\p{Cc}|\p{Cf}/gu;

/** A text that can't do anything to a terminal but be read. */
export function readable(text: string): string {
  return text.replaceAll(CONTROL, '\ufffd');
}

/** Lines of a table; columns of which every cell is a figure are set to the right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const [head = '', , ...lines] = layOut(heads, rows, (_, cells) => cells.every((cell) => FIGURE.test(cell)));
  return [head, ...lines].map((line) => line.trimEnd()).join('\n');
}

/** A table of figures under names, with a rule: the first column to the left, the others to the right. */
export function figuresTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return layOut(heads, rows, (column) => column > 0).join('\n');
}

const FIGURE = /^[-+$]?[\d.,]*%?$|^n\/a$/;

/** The head, a rule and the rows; each cell is as wide as its column. */
function layOut(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  isRight: (column: number, cells: readonly string[]) => boolean,
): string[] {
  const cells = rows.map((row) => row.map(readable));
  const columns = heads.map((head, column) => {
    const texts = cells.map((row) => row[column] ?? '');
    const width = Math.max(head.length, ...texts.map((text) => text.length));
    return { width, isToTheRight: isRight(column, texts) };
  });
  const rule = columns.map(({ width }) => '-'.repeat(width));
  return [heads, rule, ...cells].map((row) =>
    columns
      .map(({ width, isToTheRight }, column) => {
        const text = row[column] ?? '';
        return isToTheRight ? text.padStart(width) : text.padEnd(width);
      })
      .join('  '),
  );
}
