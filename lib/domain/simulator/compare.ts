import { rougeL } from '../metrics/rouge-l.ts';
import { antonymOf, canonicalWord } from './language.ts';
import { FILLERS } from './phrases.ts';
import { segmentsOf } from './segments.ts';
import { contentWords, shareFound, wordsOf } from './words.ts';

/** What separates an answer from the ideal one. */
export interface Comparison {
  /** Share in [0, 1] of the ideal's content words that the answer has. */
  coverage: number;
  /** Share in [0, 1] of the answer's content words that the ideal or the prompt has. */
  support: number;
  /** In [0, 1]: the mean of word F1 and, where it applies, ROUGE-L F1. */
  similarity: number;
  /** Share in [0, 1] of the ideal's sentences that the answer contradicts. */
  contradicted: number;
  /** The contradictions in words, for evidence. */
  contradictions: string[];
  /** The first few content words of the ideal that the answer hasn't. */
  missing: string[];
  /** Sentences of the answer that say nothing. */
  fillers: number;
}

/** Compares an answer with the ideal one, sentence by sentence. */
export function compareAnswers(ideal: string, answer: string, prompt: string): Comparison {
  const wanted = contentWords(ideal);
  const given = contentWords(withoutFillers(answer));
  const coverage = shareFound(wanted, given);
  const precision = given.length === 0 ? 0 : shareFound(given, wanted);
  const wordF1 = coverage + precision > 0 ? (2 * coverage * precision) / (coverage + precision) : 0;
  const rouge = rougeL(respelt(ideal), respelt(answer))?.f1 ?? wordF1;
  const contradictions = contradictionsOf(ideal, answer, prompt);
  return {
    coverage,
    support: given.length === 0 ? 0 : shareFound(given, [...wanted, ...contentWords(prompt)]),
    similarity: (wordF1 + rouge) / 2,
    contradicted: Math.min(1, contradictions.length / Math.max(1, segmentsOf(ideal).length)),
    contradictions,
    missing: [...new Set(wanted)].filter((word) => !given.includes(word)).slice(0, 4),
    fillers: segmentsOf(answer).filter((segment) => FILLERS.includes(segment.text.trim())).length,
  };
}

// Harmless rewording must not cost anything in the comparison.
function respelt(text: string): string {
  return wordsOf(text).map(canonicalWord).join(' ');
}

function withoutFillers(text: string): string {
  return segmentsOf(text)
    .filter((segment) => !FILLERS.includes(segment.text.trim()))
    .map((segment) => segment.text)
    .join('\n');
}

function contradictionsOf(ideal: string, answer: string, prompt: string): string[] {
  const sources = segmentsOf(ideal).map((segment) => ({
    text: segment.text,
    words: canonicalWords(segment.text),
  }));
  const known = new Set([...canonicalWords(ideal), ...canonicalWords(prompt)]);
  const found: string[] = [];
  for (const segment of segmentsOf(answer)) {
    const words = canonicalWords(segment.text);
    const source = sources.reduce<{ words: string[]; match: number } | undefined>((best, each) => {
      const match = (shareFound(each.words, words) + shareFound(words, each.words)) / 2;
      return best !== undefined && best.match >= match ? best : { words: each.words, match };
    }, undefined);
    // Below half in common the sentence says something else; that is missing coverage, not a contradiction.
    if (source === undefined || source.match < 0.5) continue;
    const problem = contradiction(source.words, words, known);
    if (problem !== undefined) found.push(problem);
  }
  return found;
}

function canonicalWords(text: string): string[] {
  return wordsOf(text.replace(/^\s*\d+[.)]\s/, '')).map(canonicalWord);
}

function contradiction(
  ideal: readonly string[],
  answer: readonly string[],
  known: ReadonlySet<string>,
): string | undefined {
  const strange = answer.find((word) => /^\d/.test(word) && !known.has(word));
  const missing = ideal.find((word) => /^\d/.test(word) && !answer.includes(word));
  if (strange !== undefined && missing !== undefined) return `says ${strange}, expected ${missing}`;
  const opposite = answer.find((word) => {
    const other = oppositeOf(word);
    return (
      other !== undefined &&
      count(answer, word) > count(ideal, word) &&
      count(ideal, other) > count(answer, other)
    );
  });
  if (opposite !== undefined) return `says "${opposite}", expected "${oppositeOf(opposite) ?? ''}"`;
  if (Math.abs(count(answer, 'not') - count(ideal, 'not')) % 2 === 1)
    return `negation differs in "${answer.slice(0, 8).join(' ')}"`;
  return undefined;
}

function oppositeOf(word: string): string | undefined {
  const other = antonymOf(word);
  return other === undefined ? undefined : canonicalWord(other);
}

function count(words: readonly string[], word: string): number {
  return words.filter((each) => each === word).length;
}
