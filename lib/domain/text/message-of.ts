/** What a caught value says: an error's message, anything else as text. For people who may see it; it can hold internals. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
