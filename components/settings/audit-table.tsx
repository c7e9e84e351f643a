'use client';

import Link from 'next/link';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import type { AuditEntryItem } from '#lib/contracts/audit.ts';
import { prepareAuditRow } from '#lib/view-models/audit-row.ts';

interface AuditTableProps {
  entries: readonly AuditEntryItem[];
  /** Asks for all entries about one thing. */
  onTarget: (id: string) => void;
}

/** Entries of the audit log, latest first. */
export function AuditTable({ entries, onTarget }: AuditTableProps) {
  return (
    <table aria-label="Audit log" className="w-full table-fixed text-sm">
      <thead className="border-y border-line">
        <tr>
          <HeadCell className="hidden w-36 sm:table-cell">When</HeadCell>
          <HeadCell className="hidden w-44 md:table-cell">Who</HeadCell>
          <HeadCell className="max-sm:pl-4">What</HeadCell>
          <HeadCell className="hidden lg:table-cell">Details</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {entries.map((entry) => {
          const { words, targetHref, targetName, details } = prepareAuditRow(entry);
          return (
            <tr key={entry.id}>
              <Cell className="hidden text-muted sm:table-cell">
                <RelativeTime timeMs={Date.parse(entry.created_at)} />
              </Cell>
              <Cell className="hidden truncate md:table-cell">
                <bdi title={entry.actor.id}>{entry.actor.name}</bdi>
              </Cell>
              <Cell className="max-sm:pl-4">
                <p>
                  <span className="font-medium">{words}</span>{' '}
                  {targetHref === null ? (
                    <button
                      type="button"
                      title={`All entries about ${entry.target.id}`}
                      onClick={() => onTarget(entry.target.id)}
                      className="rounded-xs text-left wrap-anywhere underline decoration-line underline-offset-2 hover:decoration-text"
                    >
                      <bdi>{targetName}</bdi>
                    </button>
                  ) : (
                    <Link
                      href={targetHref}
                      className="rounded-xs wrap-anywhere underline decoration-line underline-offset-2 hover:decoration-text"
                    >
                      {targetName}
                    </Link>
                  )}
                </p>
                <p className="mt-0.5 text-xs text-muted">
                  <span className="font-mono">{entry.action}</span>
                  <span className="md:hidden">
                    {' '}
                    by <bdi>{entry.actor.name}</bdi>
                  </span>
                  <span className="sm:hidden">
                    , <RelativeTime timeMs={Date.parse(entry.created_at)} />
                  </span>
                </p>
                <p className="mt-0.5 text-xs wrap-anywhere text-muted lg:hidden">{details}</p>
              </Cell>
              <Cell className="hidden text-xs wrap-anywhere text-muted lg:table-cell">{details}</Cell>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
