/** What a text of tags, one a line, says; `error` names the first line that is wrong. */
export type TagReading = { tags: Record<string, string>; error: null } | { tags: null; error: string };

/** The tag that only promotion sets: it makes a run the baseline. */
const RESERVED = 'env';

/** Reads lines of name=value; a name alone is a tag without a value. */
export function readTagLines(text: string): TagReading {
  const entries: [string, string][] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [name = '', ...value] = line.split('=');
    const problem = problemOf(name.trim());
    if (problem) return { tags: null, error: `Line ${index + 1}: ${problem}` };
    entries.push([name.trim(), value.join('=').trim()]);
  }
  return { tags: Object.fromEntries(entries), error: null };
}

function problemOf(name: string): string | null {
  if (name === '') return 'expected name=value';
  if (name.length > 100) return 'expected a name of at most 100 characters';
  if (isReservedTag(name)) return 'env is set by promoting a run';
  return null;
}

/** Whether only promotion sets and removes the tag. */
export function isReservedTag(name: string): boolean {
  return name === RESERVED;
}
