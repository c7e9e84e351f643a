'use client';

import { useQuery } from '@tanstack/react-query';
import { Megaphone, Plus } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ProblemBanner } from '#components/ui/problem-banner.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import {
  alertChannelsQuery,
  changeAlertChannel,
  removeAlertChannel,
  testAlertChannel,
} from '#lib/client/alerts.ts';
import { cn } from '#lib/client/cn.ts';
import { useAlertChange } from '#lib/client/use-alert-change.ts';
import type { AlertChannelList, TestedAlertChannel } from '#lib/contracts/alert-channels.ts';
import { ChannelDialog } from './channel-dialog.tsx';

type ChannelItem = AlertChannelList['items'][number];

/** Where alerts are sent; for administrators, because it holds secrets. */
export function ChannelsPanel({ isAdmin }: { isAdmin: boolean }) {
  const [edited, setEdited] = useState<ChannelItem | 'new' | null>(null);
  return (
    <Panel
      id="alert-channels-heading"
      title="Channels"
      description="Addresses and passwords are stored encrypted and never shown again."
      aside={
        isAdmin ? (
          <Button onClick={() => setEdited('new')}>
            <Plus aria-hidden="true" />
            Add a channel
          </Button>
        ) : null
      }
    >
      {isAdmin ? (
        <Channels onEdit={setEdited} />
      ) : (
        <p className="px-4 pb-4 text-sm text-muted">Only administrators see and change channels.</p>
      )}
      {edited === null ? null : (
        <ChannelDialog channel={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Panel>
  );
}

function Channels({ onEdit }: { onEdit: (channel: ChannelItem) => void }) {
  const query = useQuery(alertChannelsQuery());
  return (
    <QueryView query={query} what="the channels" skeleton={<Skeleton className="mx-4 mb-4 h-24" />}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={Megaphone} title="No channels" className="py-8">
            Alerts are shown here, and nobody is told.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line border-t border-line">
            {items.map((channel) => (
              <ChannelRow key={channel.id} channel={channel} onEdit={() => onEdit(channel)} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

function ChannelRow({ channel, onEdit }: { channel: ChannelItem; onEdit: () => void }) {
  const { id, name, kind, source, version, summary, is_paused: isPaused, is_usable: isUsable } = channel;
  const test = useAlertChange(testAlertChannel);
  const change = useAlertChange(changeAlertChannel);
  const remove = useAlertChange(removeAlertChannel);
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3 text-sm">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        <bdi className="wrap-anywhere">{name}</bdi>
        <Badge>{kind}</Badge>
        {isPaused ? <Badge tone="warning">Paused</Badge> : null}
        {isUsable ? null : <Badge tone="warning">Not in use</Badge>}
      </p>
      <p className="wrap-anywhere text-muted">
        {summary}
        {source === 'file' ? ' (from alerts.yaml)' : ''}
      </p>
      <div className="-ml-3 flex flex-wrap gap-1">
        {isUsable ? (
          <Button
            variant="ghost"
            aria-label={`Send a test to ${name}`}
            aria-disabled={test.isPending}
            onClick={() => (test.isPending ? undefined : test.mutate(id))}
          >
            {test.isPending ? 'Sending…' : 'Send a test'}
          </Button>
        ) : null}
        {source === 'stored' ? (
          <>
            <Button variant="ghost" aria-label={`Change ${name}`} onClick={onEdit}>
              Change
            </Button>
            <Button
              variant="ghost"
              aria-label={`${isPaused ? 'Resume' : 'Pause'} ${name}`}
              onClick={() => change.mutate({ id, version, is_paused: !isPaused })}
            >
              {isPaused ? 'Resume' : 'Pause'}
            </Button>
            <Button
              variant="ghost"
              aria-label={`Remove ${name}`}
              onClick={() => remove.mutate({ id, version })}
            >
              Remove
            </Button>
          </>
        ) : null}
      </div>
      <p role="status" className={cn(test.data?.outcome === 'delivered' ? 'text-positive' : 'text-negative')}>
        {test.data ? answerText(test.data) : ''}
      </p>
      <ProblemBanner error={test.error ?? change.error ?? remove.error} />
    </li>
  );
}

function answerText({ outcome, status, text, duration_ms: ms }: TestedAlertChannel): string {
  const code = status === null ? '' : ` (${status})`;
  if (outcome === 'delivered') return `Delivered${code} in ${ms} ms.`;
  return `${outcome === 'timeout' ? 'No answer' : 'Not delivered'}${code}: ${text}`;
}
