/**
 * The text as PostgreSQL can hold it: U+0000 and lone surrogates become U+FFFD, all else stays. (Models do emit both.)
 */
export function storableText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\ufffd') : wellFormed;
}

/** What JSON writes for U+0000 and for lone surrogates (and, rarely, for a backslash before such letters). */
const SUSPICIOUS = /\\u0000|\\ud[89a-f]/;

/** A value as one line of JSON whose strings PostgreSQL can hold. */
export function storableLine(value: unknown): string {
  const line = JSON.stringify(value);
  return SUSPICIOUS.test(line) ? JSON.stringify(storableJson(value)) : line;
}

/** The same for every string in a JSON value, keys included. */
export function storableJson(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storableText(key), storableJson(inner)]),
  );
}
