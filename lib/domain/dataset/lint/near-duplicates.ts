import { BANDS, bandsOf, featuresOf, similarity, sketchOf } from './sketch.ts';
import { NumberPool } from './number-pool.ts';

/** From this Jaccard similarity of words and word pairs on, two prompts count as nearly the same. */
export const NEAR = 0.8;

/** How many earlier members of a band a prompt is compared with; keeps the work linear when all are alike. */
const WINDOW = 4;
const INDEX_RANGE = 2 ** 21;

export interface NearDuplicate {
  line: number;
  earlierLine: number;
  similarity: number;
}

interface Entry {
  line: number;
  group: number;
}

/** Finds prompts that are nearly the same as an earlier one, in about linear time and some 500 bytes a prompt. */
export class NearDuplicates {
  readonly #entries: Entry[] = [];
  readonly #groups = new Map<string, number>();
  readonly #bands = new NumberPool();
  readonly #sketches = new NumberPool();

  /** Prompts of one group share text on purpose and are not compared. */
  add(line: number, promptWords: readonly string[], group: string | undefined): void {
    const features = featuresOf(promptWords);
    if (features.length === 0 || this.#entries.length === INDEX_RANGE) return;
    this.#entries.push({ line, group: group === undefined ? -1 : this.#groupNumber(group) });
    this.#bands.add(bandsOf(features));
    this.#sketches.add(sketchOf(features));
  }

  /** At most one finding for each prompt, in the order of lines. */
  find(): NearDuplicate[] {
    const found = new Map<number, NearDuplicate>();
    for (let band = 0; band < BANDS; band += 1) {
      const order = this.#sortedBy(band);
      for (let at = 1; at < order.length; at += 1) {
        const index = (order[at] ?? 0) % INDEX_RANGE;
        for (let back = 1; back <= WINDOW && !found.has(index); back += 1) {
          const other = order[at - back];
          if (other === undefined || !isSameBand(other, order[at] ?? 0)) break;
          const duplicate = this.#compare(index, other % INDEX_RANGE);
          if (duplicate) found.set(index, duplicate);
        }
      }
    }
    return [...found.values()].sort((a, b) => a.line - b.line);
  }

  /** Band hash (upper 32 bits) and index (lower 21) of every prompt as one number each, ascending. */
  #sortedBy(band: number): Float64Array {
    const keys = new Float64Array(this.#entries.length);
    for (let index = 0; index < keys.length; index += 1) {
      keys[index] = (this.#bands.get(index)[band] ?? 0) * INDEX_RANGE + index;
    }
    return keys.sort();
  }

  #compare(index: number, earlier: number): NearDuplicate | null {
    const [later, first] = [this.#entries[index], this.#entries[earlier]];
    if (!later || !first || (later.group >= 0 && later.group === first.group)) return null;
    const shared = similarity(this.#sketches.get(index), this.#sketches.get(earlier));
    return shared < NEAR ? null : { line: later.line, earlierLine: first.line, similarity: shared };
  }

  #groupNumber(group: string): number {
    const known = this.#groups.get(group) ?? this.#groups.size;
    this.#groups.set(group, known);
    return known;
  }
}

function isSameBand(a: number, b: number): boolean {
  return Math.floor(a / INDEX_RANGE) === Math.floor(b / INDEX_RANGE);
}
