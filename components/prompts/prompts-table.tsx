import Link from 'next/link';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import type { PromptSummary } from '#lib/contracts/prompts.ts';
import { formatCount, formatCountOf } from '#lib/view-models/format.ts';
import { AliasBadge } from './alias-badge.tsx';
import { VersionTag } from './version-tag.tsx';

/** Prompts with their aliases, by name. */
export function PromptsTable({ prompts }: { prompts: readonly PromptSummary[] }) {
  return (
    <table aria-labelledby="prompts-heading" className="w-full table-fixed text-sm">
      <thead className="border-y border-line">
        <tr>
          <HeadCell className="sm:w-1/4">Prompt</HeadCell>
          <HeadCell>Aliases</HeadCell>
          <HeadCell className="hidden w-24 text-right sm:table-cell">Versions</HeadCell>
          <HeadCell className="hidden w-64 md:table-cell">Latest version</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {prompts.map((prompt) => (
          <Row key={prompt.name} prompt={prompt} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ prompt: { name, versions, aliases, latest } }: { prompt: PromptSummary }) {
  return (
    <tr className="transition-colors hover:bg-raised/60">
      <Cell>
        <Link
          href={`/prompts/${encodeURIComponent(name)}`}
          className="rounded-xs font-medium wrap-anywhere hover:underline"
        >
          {name}
        </Link>
        <p className="text-xs text-muted sm:hidden">{formatCountOf(versions, 'version')}</p>
      </Cell>
      <Cell>
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {aliases.map(({ alias, version }) => (
            <li key={alias} className="inline-flex items-center gap-1.5">
              <AliasBadge alias={alias} />
              <VersionTag version={version} />
            </li>
          ))}
        </ul>
      </Cell>
      <Cell className="hidden text-right tabular-nums sm:table-cell">{formatCount(versions)}</Cell>
      <Cell className="hidden text-muted md:table-cell">
        <VersionTag version={latest.version} className="text-text" />
        <span className="block truncate text-xs" title={latest.created_by.name}>
          <RelativeTime timeMs={Date.parse(latest.created_at)} /> by <bdi>{latest.created_by.name}</bdi>
        </span>
      </Cell>
    </tr>
  );
}
