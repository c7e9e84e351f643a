'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { History, X } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { INPUT } from '#components/ui/field.tsx';
import { ListView } from '#components/ui/list-view.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { alertEventsQuery, alertRulesQuery, type AlertHistoryFilter } from '#lib/client/alerts.ts';
import { cn } from '#lib/client/cn.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { EVENT_KINDS, OUTCOMES } from '#lib/view-models/alerts.ts';
import { HistoryTable } from './history-table.tsx';

/** Every change of an alert, narrowed down as the address says. */
export function HistoryPanel() {
  const [params, change] = useUrlState();
  const filter: AlertHistoryFilter = {
    rule: params.get('rule'),
    kind: params.get('kind'),
    outcome: params.get('outcome'),
    message: params.get('message'),
  };
  const isNarrowed = Object.values(filter).some((value) => value !== null);
  return (
    <Panel
      id="alert-history-heading"
      title="History"
      description="Every change of an alert, whether it was sent, and why. Open one for the answers of its channels."
    >
      <Filters filter={filter} onChange={change} isNarrowed={isNarrowed} />
      <ListView
        query={useInfiniteQuery(alertEventsQuery(filter))}
        what="the history"
        skeleton={<RowsSkeleton count={6} cells={['h-4 w-16', 'h-4 flex-1', 'h-4 w-24']} />}
        empty={
          <EmptyState icon={History} title={isNarrowed ? 'None of this kind' : 'Nothing has happened yet'}>
            {isNarrowed
              ? 'No event fits the filters.'
              : 'When a rule starts or stops firing, it is written down here.'}
          </EmptyState>
        }
      >
        {(events, isOld) => <HistoryTable events={events} isOld={isOld} />}
      </ListView>
    </Panel>
  );
}

interface FiltersProps {
  filter: AlertHistoryFilter;
  isNarrowed: boolean;
  onChange: (changes: Readonly<Record<string, string | null>>) => void;
}

function Filters({ filter, isNarrowed, onChange }: FiltersProps) {
  const { data: rules } = useQuery(alertRulesQuery());
  const choices = [
    ['rule', 'Rule', rules?.items.map(({ rule }) => [rule.id, rule.name] as const) ?? []],
    ['kind', 'What happened', Object.entries(EVENT_KINDS).map(([id, { label }]) => [id, label] as const)],
    ['outcome', 'Sent or not', Object.entries(OUTCOMES)],
  ] as const;
  return (
    <div className="flex flex-wrap gap-2 px-4 pb-3 print:hidden">
      {choices.map(([name, label, options]) => (
        <select
          key={name}
          aria-label={label}
          value={filter[name] ?? ''}
          onChange={(event) => onChange({ [name]: event.target.value || null })}
          className={cn(INPUT, 'h-8 w-auto max-w-full text-sm')}
        >
          <option value="">{label}: all</option>
          {options.map(([id, text]) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </select>
      ))}
      {isNarrowed ? (
        <Button
          variant="ghost"
          onClick={() => onChange({ rule: null, kind: null, outcome: null, message: null })}
        >
          <X aria-hidden="true" />
          Show everything
        </Button>
      ) : null}
    </div>
  );
}
