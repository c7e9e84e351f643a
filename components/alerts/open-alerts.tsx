'use client';

import { useQuery } from '@tanstack/react-query';
import { BellRing, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { alertsQuery } from '#lib/client/alerts.ts';
import { formatCountOf } from '#lib/view-models/format.ts';
import { prepareOpenAlerts, type OpenAlertGroup } from '#lib/view-models/alerts.ts';

const FIRST = 5;

/** Alerts that fire now, by rule; fits any page. */
export function OpenAlerts({ aside }: { aside?: ReactNode }) {
  const query = useQuery(alertsQuery());
  const checkedAt = query.data?.checked_at ?? null;
  return (
    <Panel
      id="open-alerts-heading"
      title="Open alerts"
      description={
        checkedAt === null ? (
          'Rules are checked every minute.'
        ) : (
          <>
            Checked <RelativeTime timeMs={Date.parse(checkedAt)} />
          </>
        )
      }
      aside={aside}
    >
      <QueryView query={query} what="open alerts" skeleton={<Waiting />}>
        {(list) => {
          const groups = prepareOpenAlerts(list);
          if (groups.length > 0) return <Groups groups={groups} />;
          return (
            <Nothing rules={new Set(list.items.map((item) => item.rule_id)).size} checkedAt={checkedAt} />
          );
        }}
      </QueryView>
    </Panel>
  );
}

function Nothing({ rules, checkedAt }: { rules: number; checkedAt: string | null }) {
  const [title, text] =
    checkedAt === null
      ? ['Nothing was checked yet', 'The first check comes within a minute.']
      : rules === 0
        ? ['No rule is watching', 'All are paused, or there are none.']
        : ['Nothing is wrong', `${formatCountOf(rules, 'rule')} watching.`];
  return (
    <EmptyState icon={CircleCheck} title={title} className="py-8">
      {text}
    </EmptyState>
  );
}

function Groups({ groups }: { groups: readonly OpenAlertGroup[] }) {
  return (
    <ul className="divide-y divide-line border-t border-line">
      {groups.map((group) => (
        <li key={group.ruleId} className="px-4 py-3">
          <Group group={group} />
        </li>
      ))}
    </ul>
  );
}

function Group({ group }: { group: OpenAlertGroup }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? group.alerts : group.alerts.slice(0, FIRST);
  return (
    <>
      <h3 className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
        <BellRing aria-hidden="true" className="size-4 shrink-0 text-negative" />
        <bdi className="min-w-0 wrap-anywhere">{group.name}</bdi>
        {group.alerts.length > 1 ? <Badge tone="negative">{group.alerts.length}</Badge> : null}
        <span className="font-normal text-muted">wanted: {group.wanted}</span>
      </h3>
      <ul className="mt-1 flex flex-col gap-1 pl-6 text-sm">
        {shown.map((alert) => (
          <li key={alert.key} className="min-w-0">
            <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              <Link
                href={alert.link}
                className="min-w-0 wrap-anywhere underline decoration-line underline-offset-2"
              >
                <bdi>{alert.key === '' ? 'Show what is behind it' : alert.key}</bdi>
              </Link>
              <span className="font-medium text-negative tabular-nums">{alert.value}</span>
              {alert.sinceMs === null ? null : (
                <span className="text-muted">
                  since <RelativeTime timeMs={alert.sinceMs} />
                </span>
              )}
              {alert.note === null ? null : <Badge tone="warning">{alert.note}</Badge>}
            </p>
            <p className="text-xs wrap-anywhere text-muted">{alert.detail}</p>
          </li>
        ))}
      </ul>
      {group.alerts.length > FIRST ? (
        <Button
          variant="ghost"
          className="mt-1 ml-3"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? 'Show fewer' : `Show all ${group.alerts.length}`}
        </Button>
      ) : null}
    </>
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-2 px-4 pb-4">
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-1/3" />
    </div>
  );
}
