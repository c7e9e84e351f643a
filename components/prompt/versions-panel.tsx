'use client';

import { GitCompareArrows } from 'lucide-react';
import { AliasBadge } from '#components/prompts/alias-badge.tsx';
import { VersionTag } from '#components/prompts/version-tag.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useUrlState } from '#lib/client/use-url-state.ts';
import type { PromptDetail } from '#lib/contracts/prompts.ts';
import { formatCount, formatCountOf, formatScore } from '#lib/view-models/format.ts';
import { hashOfVersion } from '#lib/view-models/prompts.ts';
import { TEXTS_HEADING } from './texts-heading.ts';

type Version = PromptDetail['versions'][number];

/** Versions, newest first, with what they did in the last 30 days. */
export function VersionsPanel({ prompt }: { prompt: PromptDetail }) {
  return (
    <Panel
      id="versions-heading"
      title="Versions"
      description="Newest first. Requests of the last 30 days, and the mean of the judge’s scores of their answers."
    >
      <table aria-labelledby="versions-heading" className="w-full table-fixed text-sm">
        <thead className="border-y border-line">
          <tr>
            <HeadCell>Version</HeadCell>
            <HeadCell className="w-24 text-right">Requests</HeadCell>
            <HeadCell className="hidden w-24 text-right sm:table-cell">Mean score</HeadCell>
            <HeadCell className="w-28 print:hidden">
              <span className="sr-only">Action</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {prompt.versions.map((version) => (
            <Row key={version.version} version={version} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Row({ version: item }: { version: Version }) {
  const [, change] = useUrlState();
  const { version, aliases, message, usage } = item;
  const look = () => {
    change({ version: hashOfVersion(version), before: null });
    document.getElementById(TEXTS_HEADING)?.scrollIntoView({ block: 'start' });
  };
  return (
    <tr className="transition-colors hover:bg-raised/60">
      <Cell>
        <div className="flex flex-wrap items-center gap-1.5">
          <VersionTag version={version} className="text-sm font-medium" />
          {aliases.map((alias) => (
            <AliasBadge key={alias} alias={alias} />
          ))}
        </div>
        {message === null ? null : (
          <p dir="auto" className="wrap-anywhere">
            {message}
          </p>
        )}
        <p className="text-xs text-muted wrap-anywhere">
          <RelativeTime timeMs={Date.parse(item.created_at)} /> by <bdi>{item.created_by.name}</bdi>
        </p>
      </Cell>
      <Cell className="text-right tabular-nums">
        {usage === null ? <Uncounted /> : formatCount(usage.requests)}
      </Cell>
      <Cell className="hidden text-right tabular-nums sm:table-cell">
        {usage?.mean_score == null ? (
          <span className="text-muted">–</span>
        ) : (
          <Tooltip text={formatCountOf(usage.scores, 'score')}>
            <span tabIndex={0} className="rounded-xs">
              {formatScore(usage.mean_score)}
            </span>
          </Tooltip>
        )}
      </Cell>
      <Cell className="text-right print:hidden">
        <Button onClick={look} aria-label={`Show and compare ${hashOfVersion(version)}`}>
          <GitCompareArrows aria-hidden="true" />
          Show
        </Button>
      </Cell>
    </tr>
  );
}

function Uncounted() {
  return (
    <Tooltip text="There are more versions than are counted one by one">
      <span tabIndex={0} className="rounded-xs text-muted">
        –
      </span>
    </Tooltip>
  );
}
