import { SIDES, Swatch, type Side } from '#components/charts/swatch.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { WordDiff } from '#components/ui/word-diff.tsx';
import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import type { WordDiff as Diff } from '#lib/view-models/word-diff.ts';

interface AnswersProps {
  item: ShadowEvalItem;
  /** Marks what one has and the other hasn't; null leaves the texts plain. */
  diff?: Diff | null;
}

/** Both answers, side by side where there is room. */
export function Answers({ item, diff = null }: AnswersProps) {
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <Answer
        {...{ side: 'production', use: 'served', diff }}
        model={item.prod_model}
        text={item.prod_response}
      />
      <Answer
        {...{ side: 'shadow', use: 'never served', diff }}
        model={item.shadow_model}
        text={item.shadow_response}
      />
    </div>
  );
}

interface AnswerProps {
  side: Side;
  /** What became of it. */
  use: string;
  model: string;
  text: string | null;
  diff: Diff | null;
}

function Answer({ side, use, model, text, diff }: AnswerProps) {
  const { name } = SIDES[side];
  return (
    <article aria-label={`${name} answer`} className="flex min-w-0 flex-col rounded-md border border-line">
      <header className="flex min-h-10 items-center gap-2 border-b border-line pr-1 pl-3">
        <Swatch side={side} />
        <h4 className="text-sm font-medium">{name}</h4>
        <span className="min-w-0 flex-1 truncate font-mono text-xs text-muted" title={model}>
          {model}
        </span>
        <Badge>{use}</Badge>
        {text === null ? null : <CopyButton text={text} label={`Copy the ${name.toLowerCase()} answer`} />}
      </header>
      {text === null ? (
        <p className="px-3 py-2.5 text-sm text-muted">The text is not stored.</p>
      ) : diff ? (
        <WordDiff diff={diff} show={side === 'production' ? 'before' : 'after'} className="px-3 py-2.5" />
      ) : (
        <p className="px-3 py-2.5 text-base wrap-anywhere whitespace-pre-wrap">{text}</p>
      )}
    </article>
  );
}
