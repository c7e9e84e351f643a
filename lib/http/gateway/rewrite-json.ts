/**
 * Sets members of a JSON object and leaves every other number as it was written: `1.0`, `1e400` and integers beyond
 * 2^53 pass through with their digits. Without changes the text itself is returned.
 */
export function rewriteTopLevel(text: string, changes: Readonly<Record<string, unknown>>): string {
  if (Object.keys(changes).length === 0) return text;
  const value = parseKeepingNumbers(text) as Record<string, unknown>;
  return JSON.stringify({ ...value, ...changes });
}

/** JSON source text access (ECMAScript 2026), in Node since 21; TypeScript's library doesn't know it yet. */
interface JsonWithSources {
  parse: (
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ) => unknown;
  rawJSON: (source: string) => unknown;
}

function parseKeepingNumbers(text: string): unknown {
  const json = JSON as unknown as JsonWithSources;
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source
      ? json.rawJSON(source)
      : value,
  );
}
