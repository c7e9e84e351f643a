'use client';

import { ArrowRight, CircleAlert } from 'lucide-react';
import { AliasBadge } from '#components/prompts/alias-badge.tsx';
import { VersionTag } from '#components/prompts/version-tag.tsx';
import { Banner } from '#components/ui/banner.tsx';
import { Button } from '#components/ui/button.tsx';
import { movePromptAlias } from '#lib/client/prompts.ts';
import { useChange } from '#lib/client/use-change.ts';
import { moveEffect } from '#lib/view-models/prompts.ts';
import type { AliasMove } from './alias-move.ts';

interface ConfirmMoveProps {
  name: string;
  move: AliasMove;
  onBack: () => void;
  onDone: () => void;
}

/** Second step: what it means, and the move itself. It is refused when somebody else moved the alias meanwhile. */
export function ConfirmMove({ name, move, onBack, onDone }: ConfirmMoveProps) {
  const { alias, from, to, reason } = move;
  // Also after a refusal: then something else is there than was shown.
  const change = useChange(
    () => movePromptAlias(name, alias, { version: to, expected_version: from, reason: reason || null }),
    [['prompts']],
    onDone,
  );
  return (
    <div className="flex flex-col gap-4 px-5 pb-5">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <AliasBadge alias={alias} />
        {from === null ? null : (
          <>
            <VersionTag version={from} className="text-sm" />
            <ArrowRight aria-label="to" className="size-4 text-muted" />
          </>
        )}
        <VersionTag version={to} className="text-sm font-medium" />
      </p>
      <p className="text-sm text-muted">{moveEffect(alias)}</p>
      {change.error ? (
        <Banner tone="negative" role="alert">
          <CircleAlert aria-hidden="true" />
          <p className="min-w-0 wrap-anywhere">{change.error.message}</p>
        </Banner>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button
          variant="primary"
          aria-disabled={change.isPending}
          onClick={() => (change.isPending ? undefined : change.mutate(undefined))}
        >
          {change.isPending ? 'Moving…' : `${from === null ? 'Set' : 'Move'} ${alias}`}
        </Button>
      </div>
    </div>
  );
}
