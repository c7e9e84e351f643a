/** Characters that would move the cursor or change colours; texts come from other machines. */
const CONTROL = /\p{Cc}|\p{Cf}/gu;

/** A text that can't do anything to a terminal but be read. */
export function readable(text: string): string {
  return text.replaceAll(CONTROL, '\ufffd');
}

/** Lines of a table; columns of which every cell is a figure are set to the right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(readable));
  const columns = heads.map((head, column) => {
    const texts = cells.map((row) => row[column] ?? '');
    return {
      width: Math.max(head.length, ...texts.map((text) => text.length)),
      isNumeric: texts.every((text) => /^[-+$]?[\d.,]*%?$|^n\/a$/.test(text)),
    };
  });
  const line = (row: readonly string[]) =>
    columns
      .map(({ width, isNumeric }, column) => {
        const text = row[column] ?? '';
        return isNumeric ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [heads, ...cells].map(line).join('\n');
}
