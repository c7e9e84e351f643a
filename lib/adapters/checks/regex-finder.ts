import { createContext, Script, type Context } from 'node:vm';
import { mostSteps } from './regex-cost.ts';

/** Some tens of milliseconds. */
const CHEAP_STEPS = 2e7;
const FLAGS = 'gu';

const findAll = new Script(
  `JSON.stringify(Array.from(text.matchAll(new RegExp(pattern, flags)), (m) => [m.index, m.index + m[0].length]))`,
);

interface Span {
  start: number;
  end: number;
}

/** Finds a pattern's matches in a text; null once the time is up. Empty matches count as none. */
export type RegexFinder = (pattern: string, text: string) => Span[] | null;

/**
 * Makes finders for people's own regular expressions (flags g, u); all searches of one finder share a budget of
 * wall-clock milliseconds. Where a pattern can't take long on a text of this length it runs at once, else where it can be
 * stopped.
 */
export function createRegexFinders(budgetMs: number, elapsedMs: () => number): () => RegexFinder {
  let context: Context | null = null;

  const search = (pattern: string, text: string, leftMs: number): Span[] => {
    if (mostSteps(pattern, text.length) <= CHEAP_STEPS) return searchHere(pattern, text);
    context ??= createContext(Object.create(null) as object, {
      codeGeneration: { strings: false, wasm: false },
    });
    Object.assign(context, { pattern, flags: FLAGS, text });
    const found = findAll.runInContext(context, { timeout: Math.ceil(leftMs) }) as string;
    Object.assign(context, { text: '' }); // no text is kept longer than it is needed
    return (JSON.parse(found) as [number, number][])
      .map(([start, end]) => ({ start, end }))
      .filter(({ start, end }) => end > start);
  };

  return () => {
    let leftMs = budgetMs;
    return (pattern, text) => {
      if (leftMs < 1) return null;
      const startedMs = elapsedMs();
      try {
        return search(pattern, text, leftMs);
      } catch {
        return null; // too slow, or more matches than memory
      } finally {
        leftMs -= elapsedMs() - startedMs;
      }
    };
  };
}

function searchHere(pattern: string, text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: found, index } of text.matchAll(new RegExp(pattern, FLAGS)))
    if (found !== '') spans.push({ start: index, end: index + found.length });
  return spans;
}
