/** The message within a JSON text, which a pattern of errors may have cut off or made invalid. */
const MESSAGE = /"(?:message|detail)"\s*:\s*("(?:[^"\\]|\\.)*")/;

/** What a pattern of errors says to people: the message in an error body, else the pattern as it is. */
export function failureWords(pattern: string): string {
  if (pattern.trim() === '') return '(no message)';
  const quoted = pattern.trimStart().startsWith('{') ? MESSAGE.exec(pattern)?.[1] : undefined;
  if (quoted === undefined) return pattern;
  try {
    const message: unknown = JSON.parse(quoted);
    return typeof message === 'string' && message.trim() !== '' ? message : pattern;
  } catch {
    return pattern;
  }
}
