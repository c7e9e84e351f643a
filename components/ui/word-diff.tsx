import { cn } from '#lib/client/cn.ts';
import { sideOf, type DiffPart, type WordDiff as Diff } from '#lib/view-models/word-diff.ts';

interface WordDiffProps {
  diff: Diff;
  /** One side alone, to stand beside the other, or both in one text. */
  show: 'before' | 'after' | 'both';
  className?: string;
}

/**
 * A text with what was removed (struck through) and what was added (underlined). A text that has little in common with the
 * other carries no marks: everything in it would be one.
 */
export function WordDiff({ diff, show, className }: WordDiffProps) {
  const parts = show === 'both' ? diff.parts : sideOf(diff, show);
  const isMarked = diff.unit !== 'whole' || show === 'both';
  return (
    <p dir="auto" className={cn('text-base wrap-anywhere whitespace-pre-wrap', className)}>
      {parts.length === 0 ? <span className="text-muted">(empty)</span> : null}
      {parts.map((part, index) => (isMarked ? <Part key={index} part={part} /> : part.text))}
    </p>
  );
}

function Part({ part: { kind, text } }: { part: DiffPart }) {
  if (kind === 'same') return text;
  const isAdded = kind === 'added';
  const Tag = isAdded ? 'ins' : 'del';
  return (
    <Tag
      className={cn(
        'rounded-xs box-decoration-clone decoration-1 underline-offset-2',
        isAdded ? 'bg-positive-tint text-positive underline' : 'bg-negative-tint text-negative line-through',
      )}
    >
      <span className="sr-only">{isAdded ? ' [added: ' : ' [removed: '}</span>
      {text}
      <span className="sr-only">] </span>
    </Tag>
  );
}
