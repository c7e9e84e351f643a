import { describe, expect, it } from 'vitest';
import { EMPTY_QUEUE, stepQueue, type GivenLabel, type LabelItem, type QueueEvent } from './label-queue.ts';

const item: LabelItem = {
  chat_id: '0193aaaa-0000-7000-8000-000000000001',
  created_at: '2026-11-21T08:00:00.000Z',
  surface: 'chat',
  use_case: null,
  prompt: 'What is it?',
  response: 'It.',
  tool_calls: null,
  claimed_until: '2026-11-21T08:30:00.000Z',
};
const label: GivenLabel = {
  item,
  words: '3 of 5',
  score: 0.6,
  draft: { criteria: { safety: 5 }, comment: 'short' },
};
const run = (...events: QueueEvent[]) => events.reduce(stepQueue, EMPTY_QUEUE);

describe('stepQueue', () => {
  it('collects points and a comment, and takes points back', () => {
    const state = run(
      { type: 'criterion', id: 'safety', points: 4 },
      { type: 'criterion', id: 'safety', points: 5 },
      { type: 'criterion', id: 'accuracy', points: 0 },
      { type: 'criterion', id: 'accuracy', points: null },
      { type: 'comment', text: 'short' },
    );
    expect(state.draft).toEqual(label.draft);
  });

  it('a stored label is fixed until it is taken up again', () => {
    const state = run(
      { type: 'given', label },
      { type: 'criterion', id: 'safety', points: 1 },
      { type: 'comment', text: 'changed' },
    );
    expect(state).toEqual({ ...EMPTY_QUEUE, given: label, last: label });
    expect(stepQueue(state, { type: 'undo' })).toEqual({
      ...{ again: item, draft: label.draft, given: null, last: null },
    });
  });

  it('there is no next one before a label is stored; the last one can be taken up from the next', () => {
    expect(run({ type: 'comment', text: 'a' }, { type: 'next' }).draft.comment).toBe('a');
    const next = run({ type: 'given', label }, { type: 'next' });
    expect(next).toEqual({ ...EMPTY_QUEUE, last: label });
    expect(stepQueue(next, { type: 'undo' }).again).toBe(item);
    expect(run({ type: 'undo' })).toEqual(EMPTY_QUEUE);
  });
});
