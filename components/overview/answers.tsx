import { SIDES, Swatch, type Side } from '#components/charts/swatch.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';

/** Both answers, side by side where there is room. */
export function Answers({ item }: { item: ShadowEvalItem }) {
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <Answer side="production" use="served" model={item.prod_model} text={item.prod_response} />
      <Answer side="shadow" use="never served" model={item.shadow_model} text={item.shadow_response} />
    </div>
  );
}

interface AnswerProps {
  side: Side;
  /** What became of it. */
  use: string;
  model: string;
  text: string | null;
}

function Answer({ side, use, model, text }: AnswerProps) {
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
      ) : (
        <p className="px-3 py-2.5 text-base wrap-anywhere whitespace-pre-wrap">{text}</p>
      )}
    </article>
  );
}
