/** A nested object as a flat list of its paths and values: `[["embedder.model", "distilroberta-base"], …]`. */
export function prepareFacts(value: object, path = ''): (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof member === 'object' && member !== null && !Array.isArray(member))
      return prepareFacts(member, here);
    return [[here, typeof member === 'string' ? member : JSON.stringify(member)] as const];
  });
}
