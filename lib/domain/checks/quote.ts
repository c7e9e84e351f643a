const MOST_CHARACTERS = 80;

/** A text in quotation marks on one line, shortened to about `most` characters; never cut inside a character. */
export function quoted(text: string, most: number = MOST_CHARACTERS): string {
  // A few code units more than needed, so that a long text isn't split into all its characters.
  const characters = Array.from(text.slice(0, 2 * most + 2));
  const isShort = text.length <= 2 * most + 2 && characters.length <= most;
  return JSON.stringify(isShort ? text : `${characters.slice(0, most - 1).join('')}…`.toWellFormed());
}

/** The neighbourhood of an occurrence, for saying where in an answer something was found. */
export function excerpt(text: string, index: number, length: number): string {
  const margin = 25;
  const from = Math.max(0, index - margin);
  const to = Math.min(text.length, index + length + margin);
  const cut = text.slice(from, to).toWellFormed();
  return quoted(`${from > 0 ? '…' : ''}${cut}${to < text.length ? '…' : ''}`, 2 * MOST_CHARACTERS);
}
