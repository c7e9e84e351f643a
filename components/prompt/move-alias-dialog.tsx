'use client';

import { useState } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import type { PromptDetail } from '#lib/contracts/prompts.ts';
import type { AliasMove } from './alias-move.ts';
import { ChooseMove } from './choose-move.tsx';
import { ConfirmMove } from './confirm-move.tsx';

interface MoveAliasDialogProps {
  prompt: PromptDetail;
  /** Null for a new one. */
  alias: string | null;
  onClose: () => void;
}

/** Moves an alias in two steps: where to, and then, with what it means in view, whether really. */
export function MoveAliasDialog({ prompt, alias, onClose }: MoveAliasDialogProps) {
  const [move, setMove] = useState<AliasMove | null>(null);
  const [isSure, setIsSure] = useState(false);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={alias === null ? 'New alias' : `Move ${alias}`}
      className="max-w-md"
    >
      {move !== null && isSure ? (
        <ConfirmMove name={prompt.name} move={move} onBack={() => setIsSure(false)} onDone={onClose} />
      ) : (
        <ChooseMove
          prompt={prompt}
          alias={alias}
          before={move}
          onClose={onClose}
          onChosen={(chosen) => {
            setMove(chosen);
            setIsSure(true);
          }}
        />
      )}
    </Dialog>
  );
}
