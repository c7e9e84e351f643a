/** What a cell may hold. Numbers and booleans are ours; texts may come from anybody. */
export type CsvValue = string | number | bigint | boolean | null;

/** Spreadsheets run cells that begin like this as formulas, also in the characters' full-width forms. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * One line of a CSV file (RFC 4180, with its line break). A text that a spreadsheet would run as a formula gets an
 * apostrophe in front; null is an empty cell, and an empty text is `""`.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return safe === '' || NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
