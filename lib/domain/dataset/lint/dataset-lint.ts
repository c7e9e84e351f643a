import type { Example } from '../example.ts';
import type { DatasetWarning, WarningKind } from '../problem.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { isReferenceInPrompt } from './reference-leak.ts';
import { hash53 } from './text-hash.ts';
import { normalisedText, wordsOf } from './words.ts';

interface Seen {
  line: number;
  reference: number;
}

/** Looks at one example after the other for what is allowed but doubtful. Keeps hashes, not texts. */
export class DatasetLint {
  readonly #warnings: DatasetWarning[] = [];
  readonly #prompts = new Map<number, Seen>();
  readonly #near = new NearDuplicates();

  add(line: number, { prompt, reference_response: reference, group }: Example): void {
    const words = wordsOf(prompt);
    if (isReferenceInPrompt(words, reference)) {
      this.#warn('reference_in_prompt', line, 'reference_response', 'the prompt holds the whole reference');
    }
    const key = hash53(normalisedText(prompt));
    const seen = this.#prompts.get(key);
    const current = { line, reference: hash53(normalisedText(reference)) };
    if (seen === undefined) {
      this.#prompts.set(key, current);
      this.#near.add(line, words, group);
    } else if (seen.reference === current.reference) {
      this.#warn('duplicate_prompt', line, 'prompt', `the same prompt as in line ${seen.line}`);
    } else {
      const message = `the same prompt as in line ${seen.line} has another reference`;
      this.#warn('conflicting_references', line, 'reference_response', message);
    }
  }

  /** All warnings, in no particular order. */
  finish(): DatasetWarning[] {
    for (const { line, earlierLine, similarity } of this.#near.find()) {
      const share = `${Math.floor(similarity * 100)}% of their words and word pairs are the same`;
      this.#warn(
        'near_duplicate',
        line,
        'prompt',
        `nearly the same prompt as in line ${earlierLine}: ${share}`,
      );
    }
    return this.#warnings;
  }

  #warn(kind: WarningKind, line: number, field: string, message: string): void {
    this.#warnings.push({ kind, line, field, message });
  }
}
