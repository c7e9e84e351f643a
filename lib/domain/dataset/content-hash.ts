import { canonicalJson } from '../text/canonical-json.ts';
import type { Example } from './example.ts';

/** Hex SHA-256 of a text as UTF-8. Injected, so that this layer stays free of platform code. */
export type Sha256Hex = (text: string) => string;

/** Hash of one example's content: of its canonical JSON, with the defaults of its checks filled in. */
export function exampleHash(example: Example, sha256Hex: Sha256Hex): string {
  return sha256Hex(canonicalJson(example));
}

/** Hash of a set of examples from the hashes of the single ones; their order doesn't matter. */
export function combinedHash(exampleHashes: readonly string[], sha256Hex: Sha256Hex): string {
  return sha256Hex(exampleHashes.toSorted().join('\n'));
}

/** Version of a golden set: a hash that depends on what the examples say, not on their order or white space. */
export function contentHash(examples: readonly Example[], sha256Hex: Sha256Hex): string {
  return combinedHash(
    examples.map((example) => exampleHash(example, sha256Hex)),
    sha256Hex,
  );
}
