import type { CheckCompiler } from './check-problems.ts';
import { quoted } from '../checks/quote.ts';
import { parseExample, type DatasetLine, type ParsedLine } from './parse-example.ts';

/** A line of a file, or why it could not be read as text. */
export type RawLine = DatasetLine | { line: number; problem: string };

/** Reads the lines of a dataset one by one, and knows what must hold between them: every id stands there once. */
export class DatasetReader {
  readonly #tools: CheckCompiler;
  readonly #isDeclared: (category: string) => boolean;
  readonly #declared: string;
  readonly #lineOfId = new Map<string, number>();

  /** Without declared categories every category will do. */
  constructor(tools: CheckCompiler, categories: readonly string[] | null) {
    const declared = new Set(categories);
    this.#tools = tools;
    this.#isDeclared = categories === null ? () => true : (category) => declared.has(category);
    this.#declared = (categories ?? []).join(', ');
  }

  read(raw: RawLine): ParsedLine {
    const { line } = raw;
    if ('problem' in raw) {
      return {
        example: null,
        problems: [{ line, field: null, message: raw.problem }],
        warnings: [],
        id: null,
        category: null,
      };
    }
    const parsed = parseExample(raw, this.#tools);
    const { id, category, problems } = parsed;
    if (category !== null && !this.#isDeclared(category)) {
      const message = `expected one of the declared categories (${this.#declared}), got ${quoted(category, 40)}`;
      // A blank one was complained of already.
      if (category.trim() !== '') problems.push({ line, field: 'category', message });
    }
    if (id !== null && id.trim() !== '') {
      const first = this.#lineOfId.get(id);
      if (first === undefined) this.#lineOfId.set(id, line);
      else {
        const message = `expected every id once, but ${quoted(id, 60)} is also the id of line ${first}`;
        problems.push({ line, field: 'id', message });
      }
    }
    return problems.length === 0 ? parsed : { ...parsed, example: null };
  }
}
