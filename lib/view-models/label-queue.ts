import type { HumanEvaluation, NextLabel } from '#lib/contracts/evaluations.ts';

export type LabelItem = NonNullable<NextLabel['item']>;

/** What goes along with the score on the whole. */
export interface LabelDraft {
  /** Points by criterion; criteria without any are left out. */
  criteria: Readonly<Record<string, number>>;
  comment: string;
}

/** A label that was stored. */
export interface GivenLabel {
  item: LabelItem;
  /** In words, such as "3 of 5". */
  words: string;
  /** In [0, 1]; null for a skipped one. */
  score: number | null;
  draft: LabelDraft;
}

export interface QueueState {
  /** An exchange that is taken up again in place of the queue's next one. */
  again: LabelItem | null;
  draft: LabelDraft;
  /** The label of the exchange in view, once it is stored; the judge's score is shown from then on. */
  given: GivenLabel | null;
  /** The last one that was stored, to take up again. */
  last: GivenLabel | null;
}

export type QueueEvent =
  | { type: 'criterion'; id: string; points: number | null }
  | { type: 'comment'; text: string }
  | { type: 'given'; label: GivenLabel }
  | { type: 'next' }
  | { type: 'undo' };

const EMPTY_DRAFT: LabelDraft = { criteria: {}, comment: '' };

export const EMPTY_QUEUE: QueueState = { again: null, draft: EMPTY_DRAFT, given: null, last: null };

/** What follows from a step in the queue. Nothing changes a label that is stored but taking it up again. */
export function stepQueue(state: QueueState, event: QueueEvent): QueueState {
  switch (event.type) {
    case 'criterion': {
      if (state.given !== null) return state;
      const { [event.id]: _, ...others } = state.draft.criteria;
      const criteria = event.points === null ? others : { ...others, [event.id]: event.points };
      return { ...state, draft: { ...state.draft, criteria } };
    }
    case 'comment':
      return state.given === null ? { ...state, draft: { ...state.draft, comment: event.text } } : state;
    case 'given':
      return { ...state, given: event.label, last: event.label };
    case 'next':
      return state.given === null ? state : { ...EMPTY_QUEUE, last: state.last };
    case 'undo':
      return state.last === null
        ? state
        : { again: state.last.item, draft: state.last.draft, given: null, last: null };
  }
}

/** The label as the server stored it, in words and on the scale from 0 to 1. */
export function givenLabel(item: LabelItem, draft: LabelDraft, stored: HumanEvaluation): GivenLabel {
  const { kind, points, verdict } = stored.details;
  const words =
    kind === 'points' ? `${points ?? 0} of 5` : kind === 'verdict' ? (verdict ?? '') : 'can’t tell';
  return { item, draft, words, score: stored.score };
}
