import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useReducer, useState } from 'react';
import { giveLabel, nextLabelQuery } from '#lib/client/labels.ts';
import { EMPTY_QUEUE, givenLabel, stepQueue, type LabelItem } from '#lib/view-models/label-queue.ts';
import type { LabelAction } from '#lib/view-models/labelling.ts';

type Rating = { score: number } | { verdict: 'pass' | 'fail' | 'skip' };

/** The queue of one person: what is in view, the draft of its label, and what the actions do. */
export function useLabelQueue(onFocusComment: () => void) {
  const queryClient = useQueryClient();
  const next = useQuery(nextLabelQuery());
  const [state, step] = useReducer(stepQueue, EMPTY_QUEUE);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [isCommentOpen, setIsCommentOpen] = useState(false);
  const queued = next.data?.item ?? null;
  // What was just labelled is still the answer to the last question; the next one is on its way.
  const isOnItsWay = queued !== null && queued.chat_id === state.last?.item.chat_id;
  const item = state.given?.item ?? state.again ?? (isOnItsWay ? null : queued);

  const give = useMutation({
    mutationFn: async ({ item, rating }: { item: LabelItem; rating: Rating }) => {
      const { criteria, comment } = state.draft;
      const stored = await giveLabel({
        ...{ chat_id: item.chat_id, ...rating },
        criteria: Object.entries(criteria).map(([id, score]) => ({ id, score })),
        ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
      });
      if (stored.source !== 'human') throw new Error('The server stored something else than a label.');
      return givenLabel(item, state.draft, stored);
    },
    onSuccess: (label) => {
      step({ type: 'given', label });
      void queryClient.invalidateQueries({ queryKey: ['evaluations'] });
      // Asked for in the background, so that it is there when the person goes on.
      void queryClient.invalidateQueries({ queryKey: nextLabelQuery().queryKey });
    },
  });

  const rate = (rating: Rating) => {
    if (item !== null && state.given === null && !give.isPending) give.mutate({ item, rating });
  };
  const undo = () => {
    if (state.last === null || give.isPending) return;
    setIsCommentOpen(state.last.draft.comment !== '');
    step({ type: 'undo' });
  };
  const goOn = () => {
    if (state.given === null) return;
    give.reset();
    setIsCommentOpen(false);
    step({ type: 'next' });
  };
  const comment = () => {
    if (item === null || state.given !== null) return;
    setIsCommentOpen(true);
    onFocusComment();
  };
  const act = (action: LabelAction) => {
    if (action.do === 'score') rate({ score: action.points });
    else if (action.do === 'verdict') rate({ verdict: action.verdict });
    else ({ comment, undo, next: goOn, help: () => setIsHelpOpen(true) })[action.do]();
  };
  return {
    ...{ next, item, isOnItsWay, state, step, act, error: give.error, isSending: give.isPending },
    ...{ isHelpOpen, closeHelp: () => setIsHelpOpen(false) },
    comment: isCommentOpen ? state.draft.comment : null,
    /** An exchange that was labelled before, and is taken up again. */
    isAgain: state.again !== null && state.given === null,
  };
}
