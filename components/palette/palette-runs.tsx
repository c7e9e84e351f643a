'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ClipboardCheck } from 'lucide-react';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { itemsOf } from '#lib/client/list-query.ts';
import { runsQuery } from '#lib/client/runs.ts';
import { formatScore } from '#lib/view-models/format.ts';
import { PaletteGroup, PaletteItem } from './palette-item.tsx';

/** The latest runs, found by model, tag or id. */
export function PaletteRuns({ onSelect }: { onSelect: (id: string) => void }) {
  const { data } = useInfiniteQuery(runsQuery({ filter: '', sort: 'created_at', order: 'desc' }));
  const runs = itemsOf(data) ?? [];
  if (runs.length === 0) return null;
  return (
    <PaletteGroup heading="Recent runs">
      {runs.map(({ id, model, tags, overall, created_at: createdAt }) => (
        <PaletteItem
          key={id}
          value={`run ${model} ${Object.entries(tags).flat().join(' ')} ${id}`}
          icon={ClipboardCheck}
          onSelect={() => onSelect(id)}
        >
          <bdi className="min-w-0 truncate">{model}</bdi>
          <span className="font-mono text-xs text-muted">{id.slice(-8)}</span>
          <span className="ml-auto tabular-nums">{formatScore(overall)}</span>
          <span className="w-20 text-right text-xs text-muted">
            <RelativeTime timeMs={Date.parse(createdAt)} />
          </span>
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}
