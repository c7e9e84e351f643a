import type { ComparedExample } from '#lib/contracts/comparisons.ts';
import type { RunExample } from '#lib/contracts/runs.ts';
import type { ScoredAnswer } from '#lib/contracts/scores.ts';
import { formatCost, formatCountOf, formatDelta, formatLatency, formatScore } from './format.ts';
import { diffWords, type WordDiff } from './word-diff.ts';

/** One line of the table of scores: a metric on both sides and its change. */
export interface ScoreLine {
  name: string;
  reference: string;
  current: string;
  /** Empty where a side has no value. */
  delta: string;
  direction: 'up' | 'down' | 'none';
}

/** The same answer of both runs, by the number of the repeat. */
export interface AnswerPair {
  repeat: number;
  name: string;
  delta: number | null;
  scores: readonly ScoreLine[];
  reference: ScoredAnswer | null;
  current: ScoredAnswer | null;
  /** Null unless both sides have an answer. */
  diff: WordDiff | null;
  /** What there is to say of the comparison of texts; null when words are marked. */
  note: string | null;
}

const METRICS = [
  ['Score', 'composite'],
  ['Judge', 'judge_score'],
  ['ROUGE-L', 'rouge_l'],
] as const;
/** A change that rounds to nothing is none. */
const NOTHING = 0.0005;

/**
 * Pairs the answers of an example on both sides.
 *
 * @param embedder what the runs' embedder score is called
 */
export function pairAnswers({ reference, current }: ComparedExample, embedder: string): AnswerPair[] {
  const repeats = new Set([...answersOf(reference), ...answersOf(current)].map(({ repeat }) => repeat));
  return [...repeats]
    .sort((a, b) => a - b)
    .map((repeat) =>
      pairOf(
        repeat,
        answersOf(reference).find((answer) => answer.repeat === repeat) ?? null,
        answersOf(current).find((answer) => answer.repeat === repeat) ?? null,
        embedder,
      ),
    );
}

/** The pair to begin with: the one whose scores differ most. */
export function mostChanged(pairs: readonly AnswerPair[]): number {
  const [first] = [...pairs].sort((a, b) => Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0));
  return first?.repeat ?? 0;
}

function answersOf(example: RunExample | null): readonly ScoredAnswer[] {
  return example?.answers ?? [];
}

function pairOf(
  repeat: number,
  reference: ScoredAnswer | null,
  current: ScoredAnswer | null,
  embedder: string,
): AnswerPair {
  const [before, after] = [reference?.answer ?? null, current?.answer ?? null];
  const diff = before === null || after === null ? null : diffWords(before, after);
  const values = [...METRICS, [embedder, 'embedding'] as const];
  return {
    repeat,
    name: `Answer ${repeat + 1}`,
    delta: difference(reference?.scores.composite, current?.scores.composite),
    scores: [
      ...values.map(([name, id]) => scoreLine(name, reference?.scores[id], current?.scores[id])),
      plainLine('Latency', formatLatency, reference?.latency_ms, current?.latency_ms),
      plainLine('Cost', formatCost, reference?.cost_usd, current?.cost_usd),
      plainLine('Length', tokensText, reference?.output_tokens, current?.output_tokens),
    ],
    ...{ reference, current, diff, note: diffNote(diff, before === after) },
  };
}

function scoreLine(name: string, reference: number | null = null, current: number | null = null): ScoreLine {
  const delta = difference(reference, current);
  const direction = delta === null || Math.abs(delta) < NOTHING ? 'none' : delta > 0 ? 'up' : 'down';
  return {
    ...{ name, reference: formatScore(reference), current: formatScore(current) },
    ...{ delta: delta === null ? '' : formatDelta(delta), direction },
  };
}

function plainLine(
  name: string,
  format: (value: number | null) => string,
  reference: number | null = null,
  current: number | null = null,
): ScoreLine {
  return { name, reference: format(reference), current: format(current), delta: '', direction: 'none' };
}

function tokensText(tokens: number | null): string {
  return tokens === null ? '–' : formatCountOf(tokens, 'token');
}

function difference(before: number | null | undefined, after: number | null | undefined): number | null {
  return typeof before === 'number' && typeof after === 'number' ? after - before : null;
}

/** What there is to say of a comparison of two texts; null when words are marked, or nothing was compared. */
export function diffNote(diff: WordDiff | null, isSame: boolean): string | null {
  if (diff === null) return null;
  if (isSame) return 'Both answers read the same.';
  if (diff.unit === 'lines') return 'Long answers with many changes: whole lines are marked.';
  return diff.unit === 'whole' ? 'The answers have little in common, so no words are marked.' : null;
}
