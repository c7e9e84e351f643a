/** A text whose % and _ mean themselves in LIKE. */
export function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
