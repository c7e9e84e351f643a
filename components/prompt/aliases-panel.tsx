'use client';

import { ArrowRightLeft, Plus } from 'lucide-react';
import { useState } from 'react';
import { AliasBadge } from '#components/prompts/alias-badge.tsx';
import { VersionTag } from '#components/prompts/version-tag.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { PromptDetail } from '#lib/contracts/prompts.ts';
import { MoveAliasDialog } from './move-alias-dialog.tsx';

interface AliasesPanelProps {
  prompt: PromptDetail;
  canWrite: boolean;
}

/** Which version each alias names, and since when. */
export function AliasesPanel({ prompt, canWrite }: AliasesPanelProps) {
  /** The alias that is about to be moved; empty for a new one. */
  const [asked, setAsked] = useState<string | null>(null);
  const canMove = canWrite && prompt.versions.length > 1;
  return (
    <Panel
      id="aliases-heading"
      title="Aliases"
      description="Names that move. The gateway renders prod."
      aside={
        canWrite ? (
          <Button onClick={() => setAsked('')} className="print:hidden">
            <Plus aria-hidden="true" />
            New alias
          </Button>
        ) : null
      }
    >
      <ul aria-labelledby="aliases-heading" className="divide-y divide-line border-t border-line">
        {prompt.aliases.map(({ alias, version, updated_at: updatedAt, updated_by: updatedBy }) => (
          <li key={alias} className="flex items-center justify-between gap-3 px-4 py-2.5 text-sm">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-1.5">
                <AliasBadge alias={alias} />
                <VersionTag version={version} className="text-sm font-medium" />
              </p>
              <p className="mt-0.5 text-xs text-muted wrap-anywhere">
                <RelativeTime timeMs={Date.parse(updatedAt)} /> by <bdi>{updatedBy.name}</bdi>
              </p>
            </div>
            {canMove ? (
              <Button onClick={() => setAsked(alias)} aria-label={`Move ${alias}`} className="print:hidden">
                <ArrowRightLeft aria-hidden="true" />
                Move
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asked === null ? null : (
        <MoveAliasDialog prompt={prompt} alias={asked || null} onClose={() => setAsked(null)} />
      )}
    </Panel>
  );
}
