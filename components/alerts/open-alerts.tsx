'use client';

import { useQuery } from '@tanstack/react-query';
import { BellOff, BellRing, CircleCheck } from 'lucide-react';
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
import type { AlertList } from '#lib/contracts/alerts.ts';
import { formatCountOf } from '#lib/view-models/format.ts';
import { prepareOpenAlerts, prepareQuiet, type OpenAlertGroup } from '#lib/view-models/alerts.ts';

/** So many alerts of a rule stand there from the start, and so many more come with each press. */
const FIRST = 5;
const MORE = 50;
const MOST_RULES = 20;
/** Beside other panels there is room for few. */
const BRIEF = { rules: 3, alerts: 3 };

interface OpenAlertsProps {
  aside?: ReactNode;
  /** A few of each, with a link to all of them. */
  isBrief?: boolean;
}

/** Alerts that fire now, by rule; fits any page. */
export function OpenAlerts({ aside, isBrief = false }: OpenAlertsProps) {
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
          if (groups.length === 0) return <Nothing list={list} hasLink={isBrief} />;
          return isBrief ? <BriefGroups groups={groups} /> : <Groups groups={groups} />;
        }}
      </QueryView>
    </Panel>
  );
}

function Nothing({ list, hasLink }: { list: AlertList; hasLink: boolean }) {
  const { title, text, isGood } = prepareQuiet(list);
  return (
    <EmptyState icon={isGood ? CircleCheck : BellOff} title={title} className="py-8">
      {text}
      {hasLink && list.rules === 0 ? (
        <>
          {' '}
          <Link href="/alerts/settings" className="text-accent underline">
            Rules and channels
          </Link>
        </>
      ) : null}
    </EmptyState>
  );
}

function BriefGroups({ groups }: { groups: readonly OpenAlertGroup[] }) {
  const all = groups.reduce((sum, { alerts }) => sum + alerts.length, 0);
  const few = groups.slice(0, BRIEF.rules);
  const shown = few.reduce((sum, { alerts }) => sum + Math.min(alerts.length, BRIEF.alerts), 0);
  return (
    <>
      <List groups={few} first={BRIEF.alerts} canGrow={false} />
      {shown < all ? (
        <p className="border-t border-line px-4 py-2.5 text-sm">
          <Link href="/alerts" className="text-accent underline-offset-2 hover:underline">
            All {formatCountOf(all, 'alert')} of {formatCountOf(groups.length, 'rule')}
          </Link>
        </p>
      ) : null}
    </>
  );
}

function Groups({ groups }: { groups: readonly OpenAlertGroup[] }) {
  const [most, setMost] = useState(MOST_RULES);
  const all = groups.reduce((sum, { alerts }) => sum + alerts.length, 0);
  return (
    <>
      {all > FIRST ? (
        <p className="px-4 pb-2.5 text-sm text-muted">
          {formatCountOf(all, 'alert')} of {formatCountOf(groups.length, 'rule')}, the longest open first.
        </p>
      ) : null}
      <List groups={groups.slice(0, most)} first={FIRST} canGrow />
      {groups.length > most ? (
        <p className="border-t border-line px-4 py-2.5">
          <Button variant="ghost" onClick={() => setMost(most + MOST_RULES)}>
            Show more rules ({groups.length - most})
          </Button>
        </p>
      ) : null}
    </>
  );
}

interface ListProps {
  groups: readonly OpenAlertGroup[];
  /** So many alerts of each rule. */
  first: number;
  /** Whether more of them can be shown here. */
  canGrow: boolean;
}

function List({ groups, first, canGrow }: ListProps) {
  return (
    <ul className="divide-y divide-line border-t border-line">
      {groups.map((group) => (
        <li key={group.ruleId} className="px-4 py-3">
          <Group group={group} first={first} canGrow={canGrow} />
        </li>
      ))}
    </ul>
  );
}

function Group({ group, first, canGrow }: { group: OpenAlertGroup; first: number; canGrow: boolean }) {
  const [most, setMost] = useState(first);
  const shown = group.alerts.slice(0, most);
  const left = group.alerts.length - shown.length;
  return (
    <>
      <h3 className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
        <span className="flex min-w-0 items-start gap-2">
          <BellRing aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-negative" />
          <bdi className="min-w-0 wrap-anywhere">{group.name}</bdi>
        </span>
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
                <bdi>{alert.part === '' ? 'Show what is behind it' : alert.part}</bdi>
              </Link>
              {alert.value === null ? null : (
                <span className="font-medium text-negative tabular-nums">{alert.value}</span>
              )}
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
      {canGrow && group.alerts.length > first ? (
        <Button
          variant="ghost"
          className="mt-1 ml-3"
          aria-label={`${left > 0 ? 'Show more' : 'Show fewer'} of ${group.name}`}
          onClick={() => setMost(left > 0 ? most + MORE : first)}
        >
          {left > 0 ? `Show ${Math.min(left, MORE)} more` : 'Show fewer'}
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
