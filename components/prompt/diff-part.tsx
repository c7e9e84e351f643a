import type { ReactNode } from 'react';
import { WordDiff } from '#components/ui/word-diff.tsx';
import { cn } from '#lib/client/cn.ts';
import type { PromptPartDiff } from '#lib/view-models/prompts.ts';

interface DiffPartProps {
  part: PromptPartDiff;
  /** What the two sides are called; null where there is but one. */
  names: { before: string; after: string } | null;
}

/** One part of a prompt: on one side alone where nothing differs, else on both. */
export function DiffPart({ part: { title, isCode, diff }, names }: DiffPartProps) {
  const isSame = diff.parts.every(({ kind }) => kind === 'same');
  const text = isCode ? 'font-mono text-xs leading-5' : '';
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1 flex items-baseline gap-2 text-sm font-medium">
        {title}
        {isSame && names !== null ? (
          <span className="text-xs font-normal text-muted">the same in both</span>
        ) : null}
      </h3>
      {isSame || names === null ? (
        <Side name={title}>
          <WordDiff diff={diff} show="after" className={text} />
        </Side>
      ) : (
        <div className="grid gap-3 md:grid-cols-2">
          {(['before', 'after'] as const).map((side) => (
            <Side key={side} name={`${title} of ${names[side]}`} title={names[side]}>
              <WordDiff diff={diff} show={side} className={cn(text)} />
            </Side>
          ))}
        </div>
      )}
    </section>
  );
}

function Side({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div className="min-w-0 self-start rounded-md border border-line bg-page">
      {title === undefined ? null : (
        <p className="border-b border-line px-3 py-1.5 font-mono text-xs text-muted">{title}</p>
      )}
      <div
        role="group"
        aria-label={name}
        // A long text scrolls within its box, by keyboard too.
        tabIndex={0}
        className="max-h-96 overflow-y-auto px-3 py-2.5"
      >
        {children}
      </div>
    </div>
  );
}
