'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ProblemBanner } from '#components/ui/problem-banner.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { alertRulesQuery, changeAlertRule, resetAlertRule } from '#lib/client/alerts.ts';
import { useAlertChange } from '#lib/client/use-alert-change.ts';
import type { AlertRuleList } from '#lib/contracts/alerts.ts';
import { prepareRule } from '#lib/view-models/alerts.ts';
import { RuleDialog } from './rule-dialog.tsx';

type RuleItem = AlertRuleList['items'][number];

/** Every rule with its threshold, and how to change, pause and add them. */
export function RulesPanel({ canWrite }: { canWrite: boolean }) {
  const query = useQuery(alertRulesQuery());
  /** The rule that is being changed as it was when its form opened; 'new' for one that is added. */
  const [edited, setEdited] = useState<RuleItem | 'new' | null>(null);
  return (
    <Panel
      id="alert-rules-heading"
      title="Rules"
      description="Checked every minute. Changes made here go before config/alerts.yaml."
      aside={
        canWrite ? (
          <Button onClick={() => setEdited('new')}>
            <Plus aria-hidden="true" />
            Add a rule
          </Button>
        ) : null
      }
    >
      <QueryView query={query} what="the rules" skeleton={<Skeleton className="mx-4 mb-4 h-40" />}>
        {({ items, cooldown_minutes: cooldown }) =>
          items.length === 0 ? (
            <EmptyState icon={SlidersHorizontal} title="No rules">
              Nothing raises an alert.
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line border-t border-line">
              {items.map((item) => (
                <RuleRow
                  key={item.rule.id}
                  item={item}
                  cooldown={cooldown}
                  canWrite={canWrite}
                  onEdit={() => setEdited(item)}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
      {edited === null ? null : (
        <RuleDialog item={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Panel>
  );
}

interface RuleRowProps {
  item: RuleItem;
  cooldown: number;
  canWrite: boolean;
  onEdit: () => void;
}

function RuleRow({ item, cooldown, canWrite, onEdit }: RuleRowProps) {
  const { rule, version, source } = item;
  const view = prepareRule(item, cooldown);
  const change = useAlertChange(changeAlertRule);
  const reset = useAlertChange(resetAlertRule);
  const isBusy = change.isPending || reset.isPending;
  const toggle = () => change.mutate({ version, rule: { ...rule, is_paused: !rule.is_paused } });
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
          <bdi className="wrap-anywhere">{rule.name}</bdi>
          {rule.is_paused ? <Badge tone="warning">Paused</Badge> : null}
        </p>
        <p className="text-sm text-muted">
          {view.measures}: <span className="text-text tabular-nums">{view.wanted}</span>
        </p>
        <p className="text-xs text-muted">{[...view.timing, view.origin].join(' · ')}</p>
      </div>
      {canWrite ? (
        <div className="flex flex-wrap gap-1">
          <Button variant="ghost" aria-label={`Change ${rule.name}`} onClick={onEdit}>
            Change
          </Button>
          <Button
            variant="ghost"
            aria-label={`${rule.is_paused ? 'Resume' : 'Pause'} ${rule.name}`}
            aria-disabled={isBusy}
            onClick={() => (isBusy ? undefined : toggle())}
          >
            {rule.is_paused ? 'Resume' : 'Pause'}
          </Button>
          {source === 'file' ? null : (
            <Button
              variant="ghost"
              aria-label={`${source === 'added' ? 'Remove' : 'Reset'} ${rule.name}`}
              aria-disabled={isBusy}
              onClick={() => (isBusy ? undefined : reset.mutate({ id: rule.id, version }))}
            >
              {source === 'added' ? 'Remove' : 'Back to the file'}
            </Button>
          )}
        </div>
      ) : null}
      <ProblemBanner error={change.error ?? reset.error} />
    </li>
  );
}
