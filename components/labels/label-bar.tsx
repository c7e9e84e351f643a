import { CornerUpLeft, Keyboard, MessageSquarePlus } from 'lucide-react';
import type { Ref } from 'react';
import { Button } from '#components/ui/button.tsx';
import { INPUT } from '#components/ui/field.tsx';
import { cn } from '#lib/client/cn.ts';
import type { LabelAction } from '#lib/view-models/labelling.ts';

interface LabelBarProps {
  comment: string | null;
  commentRef: Ref<HTMLTextAreaElement>;
  onComment: (text: string) => void;
  canUndo: boolean;
  isSending: boolean;
  onAction: (action: LabelAction) => void;
}

const POINTS = [0, 1, 2, 3, 4, 5];
const KEY = 'rounded-xs border border-line px-1 font-mono text-xs text-muted max-sm:hidden';

/** The score on the whole, which sends the label; everything has a key of its own. `comment` is null while it is hidden. */
export function LabelBar({ comment, commentRef, onComment, canUndo, isSending, onAction }: LabelBarProps) {
  const act = (action: LabelAction) => (isSending ? undefined : onAction(action));
  return (
    <div className="flex flex-col gap-2">
      {comment === null ? null : (
        <textarea
          ref={commentRef}
          aria-label="Comment"
          value={comment}
          maxLength={4_000}
          rows={2}
          dir="auto"
          placeholder="Why? Stored with the label. Escape goes back to the keys."
          onChange={(event) => onComment(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          className={cn(INPUT, 'h-auto resize-y py-1.5')}
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <div role="group" aria-label="Score on the whole, 0 to 5" className="flex gap-1">
          {POINTS.map((points) => (
            <Button
              key={points}
              aria-disabled={isSending}
              aria-keyshortcuts={String(points)}
              aria-label={`${points} of 5`}
              className="w-9 px-0 text-base tabular-nums sm:w-10"
              onClick={() => act({ do: 'score', points })}
            >
              {points}
            </Button>
          ))}
        </div>
        <div className="flex gap-1">
          {(['pass', 'fail', 'skip'] as const).map((verdict) => (
            <Button
              key={verdict}
              aria-disabled={isSending}
              aria-keyshortcuts={verdict.charAt(0)}
              onClick={() => act({ do: 'verdict', verdict })}
            >
              {{ pass: 'Pass', fail: 'Fail', skip: 'Skip' }[verdict]}
              <kbd aria-hidden="true" className={KEY}>
                {verdict.charAt(0)}
              </kbd>
            </Button>
          ))}
        </div>
        <div className="ml-auto flex gap-1">
          <Button variant="ghost" aria-keyshortcuts="c" onClick={() => onAction({ do: 'comment' })}>
            <MessageSquarePlus aria-hidden="true" />
            <span className="max-sm:sr-only">Comment</span>
          </Button>
          <Button
            variant="ghost"
            aria-keyshortcuts="u"
            aria-disabled={!canUndo}
            onClick={() => (canUndo ? act({ do: 'undo' }) : undefined)}
          >
            <CornerUpLeft aria-hidden="true" />
            <span className="max-sm:sr-only">Undo</span>
          </Button>
          <Button variant="ghost" aria-keyshortcuts="?" onClick={() => onAction({ do: 'help' })}>
            <Keyboard aria-hidden="true" />
            <span className="max-sm:sr-only">Keys</span>
          </Button>
        </div>
      </div>
    </div>
  );
}
