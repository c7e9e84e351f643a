/** Weight of a token by how few references hold it. */
export interface IdfTable {
  weightOf: (tokenId: number) => number;
  documents: number;
}

/**
 * Inverse document frequencies, ln((N+1)/(df+1)), over the references alone: duplicates and empty ones count as documents,
 * a token that no reference holds weighs ln(N+1).
 */
export function createIdfTable(references: Iterable<readonly number[]>): IdfTable {
  const frequencies = new Map<number, number>();
  let documents = 0;
  for (const ids of references) {
    documents += 1;
    for (const id of new Set(ids)) frequencies.set(id, (frequencies.get(id) ?? 0) + 1);
  }
  return {
    documents,
    weightOf: (id) => Math.log((documents + 1) / ((frequencies.get(id) ?? 0) + 1)),
  };
}
