import type { Agreement } from '#lib/contracts/agreement.ts';
import { FEWEST_LABELS } from './agreement-warnings.ts';
import { halfWidthOf } from './agreement.ts';
import { formatCountOf, formatDelta, formatScore } from './format.ts';

/** What a key, or a button, does in the queue. */
export type LabelAction =
  | { do: 'score'; points: number }
  | { do: 'verdict'; verdict: 'pass' | 'fail' | 'skip' }
  | { do: 'comment' | 'undo' | 'help' | 'next' };

interface Key {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
}

/** The keys of the queue, for its help. */
export const LABEL_KEYS = [
  ['0 … 5', 'score the answer on the whole'],
  ['p', 'pass, where a score is too fine'],
  ['f', 'fail'],
  ['s', 'skip: can’t tell'],
  ['c', 'write a comment (Escape goes back)'],
  ['Enter or n', 'next exchange, once labelled'],
  ['u', 'undo: take the last label up again'],
  ['?', 'this help'],
] as const;

/** What a key stands for; null for every other, and together with control, command or alt. */
export function actionOfKey(event: Key): LabelAction | null {
  if (event.metaKey || event.ctrlKey || event.altKey) return null;
  if (/^[0-5]$/.test(event.key)) return { do: 'score', points: Number(event.key) };
  switch (event.key.toLowerCase()) {
    case 'p':
      return { do: 'verdict', verdict: 'pass' };
    case 'f':
      return { do: 'verdict', verdict: 'fail' };
    case 's':
      return { do: 'verdict', verdict: 'skip' };
    case 'c':
      return { do: 'comment' };
    case 'u':
      return { do: 'undo' };
    case '?':
      return { do: 'help' };
    case 'n':
    case 'enter':
      return { do: 'next' };
    default:
      return null;
  }
}

export interface Reveal {
  mine: string;
  judge: string;
  /** Judge less person, on the scale from 0 to 1; null where either is missing. */
  difference: string | null;
  words: string;
}

/** The judge's score beside one's own, once one's own is given. Scores in [0, 1]; `failure` says why the judge has none. */
export function prepareReveal(
  mine: { words: string; score: number | null },
  judge: { score: number | null; failure: string | null } | null,
): Reveal {
  const base = {
    mine: mine.score === null ? mine.words : `${mine.words} (${formatScore(mine.score)})`,
    judge: judge?.score == null ? 'no score' : formatScore(judge.score),
  };
  if (judge?.score == null)
    return {
      ...base,
      difference: null,
      words: judge?.failure
        ? `The judge has no score: ${judge.failure}`
        : 'The judge has not scored this one.',
    };
  if (mine.score === null)
    return { ...base, difference: null, words: 'You skipped it, so there is nothing to compare.' };
  const difference = judge.score - mine.score;
  return { ...base, difference: formatDelta(difference), words: comparisonOf(difference) };
}

function comparisonOf(difference: number): string {
  if (Math.abs(difference) < 0.1) return 'The judge sees it as you do.';
  const size = Math.abs(difference) < 0.3 ? 'a little' : 'much';
  return `The judge is ${size} ${difference > 0 ? 'friendlier' : 'stricter'} than you.`;
}

/** Half the width of the corrected mean's interval that is worth having: ± 0.05 on the scale from 0 to 1. */
const USEFUL_HALF_WIDTH = 0.05;
/** What floating point leaves over. */
const ROUNDING = 1e-9;
/** Before there is an interval to reckon with. */
const FIRST_GOAL = 100;

export interface LabelGoal {
  labelled: number;
  goal: number;
  /** In [0, 1]. */
  share: number;
  words: string;
  now: string;
}

/**
 * How many labels make the corrected mean useful (± 0.05), reckoned from the interval so far: its width shrinks with the root
 * of the number of labels.
 */
export function prepareGoal({ counts, corrected_mean: corrected }: Agreement): LabelGoal {
  const half = halfWidthOf(corrected);
  const { labelled } = counts;
  const isKnown = half !== null && labelled >= 10;
  const goal = isKnown
    ? Math.max(FEWEST_LABELS, Math.ceil((labelled * (half / USEFUL_HALF_WIDTH) ** 2) / 10 - ROUNDING) * 10)
    : FIRST_GOAL;
  const isReached = isKnown && half <= USEFUL_HALF_WIDTH + ROUNDING && labelled >= FEWEST_LABELS;
  const now =
    half === null || corrected.value === null
      ? 'No interval yet: it takes two labelled exchanges.'
      : `Now ${formatScore(corrected.value)} ± ${half.toFixed(3)}.`;
  return {
    labelled,
    goal,
    share: isReached ? 1 : Math.min(1, labelled / goal),
    words: isReached
      ? `${formatCountOf(labelled, 'label')}: the corrected mean is known to ± ${USEFUL_HALF_WIDTH}`
      : `${labelled} of about ${goal} labels to a useful interval (± ${USEFUL_HALF_WIDTH})`,
    now,
  };
}
