'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldQuestion } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryView } from '#components/ui/query-view.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { SortHeadCell } from '#components/ui/sort-head-cell.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { Button } from '#components/ui/button.tsx';
import { ruleFindingsQuery } from '#lib/client/evaluations.ts';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import { useUrlState } from '#lib/client/use-url-state.ts';
import { readChoice, type Sorting } from '#lib/view-models/choice.ts';
import { formatCountOf } from '#lib/view-models/format.ts';
import {
  prepareRules,
  ruleSortKeys,
  type RuleRow,
  type RuleSortKey,
} from '#lib/view-models/rule-findings.ts';
import { RuleBars } from './rule-bars.tsx';

/** How often each rule has fired; a press shows the answers. */
export function RulesPanel() {
  const [range] = useTimeRange();
  const query = useQuery(ruleFindingsQuery(range));
  return (
    <Panel
      id="rules-heading"
      title="What the rules found"
      description={
        query.data
          ? `Of ${formatCountOf(query.data.evaluations, 'answer')} that they looked at in ${range.words}`
          : 'How often each rule has fired'
      }
    >
      <QueryView query={query} what="the rules' findings" skeleton={<RulesSkeleton />}>
        {(findings) =>
          findings.evaluations === 0 ? (
            <EmptyState
              icon={ShieldQuestion}
              title="The rules have looked at nothing in this range"
              className="border-t border-line"
            >
              Choose a longer range, or send traffic: <code>sample_percentage</code> of
              <code> evaluation_config.yaml</code> says how much of it they look at.
            </EmptyState>
          ) : (
            <Rules rowsBy={(sorting) => prepareRules(findings, sorting)} />
          )
        }
      </QueryView>
    </Panel>
  );
}

function Rules({ rowsBy }: { rowsBy: (sorting: Sorting<RuleSortKey>) => RuleRow[] }) {
  const [params, change] = useUrlState();
  const sorting: Sorting<RuleSortKey> = {
    sort: readChoice(params.get('rules'), ruleSortKeys, 'share'),
    order: readChoice(params.get('rules_order'), ['desc', 'asc'], 'desc'),
  };
  const onSort = ({ sort, order }: Sorting<RuleSortKey>) =>
    change(
      { rules: sort === 'share' ? null : sort, rules_order: order === 'desc' ? null : order },
      'replace',
    );
  const show = (rule: string) => {
    change({ show: null, rule });
    document.getElementById('latest-heading')?.scrollIntoView({ block: 'start' });
  };
  return (
    <table aria-labelledby="rules-heading" className="w-full text-sm">
      <thead className="border-y border-line">
        <tr>
          <SortHeadCell {...{ sorting, onSort }} name="Rule" sortKey="name" first="asc" className="pl-4" />
          <SortHeadCell {...{ sorting, onSort }} name="Fired" sortKey="failed" align="right" />
          <SortHeadCell {...{ sorting, onSort }} name="Share" sortKey="share" align="right" />
          <HeadCell className="w-2/5 max-md:hidden">Over time</HeadCell>
          <HeadCell className="text-right">
            <span className="sr-only">Answers</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line tabular-nums">
        {rowsBy(sorting).map((row) => (
          <Row key={row.rule} row={row} onShow={() => show(row.rule)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, onShow }: { row: RuleRow; onShow: () => void }) {
  return (
    <tr>
      <Cell className="pl-4">
        <span className="font-medium">{row.name}</span>
        <span className="block text-xs text-muted">{row.what}</span>
      </Cell>
      <Cell className="text-right whitespace-nowrap">
        {row.failed}
        <span className="block text-xs text-muted">of {row.applied}</span>
      </Cell>
      <Cell className="text-right font-medium whitespace-nowrap">{row.shareText}</Cell>
      <Cell className="max-md:hidden">
        <RuleBars row={row} />
      </Cell>
      <Cell className="text-right">
        {row.hasFired ? (
          <Button variant="ghost" aria-label={`Show answers that failed: ${row.name}`} onClick={onShow}>
            Show
          </Button>
        ) : null}
      </Cell>
    </tr>
  );
}

function RulesSkeleton() {
  return (
    <div className="border-t border-line">
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="flex gap-4 border-b border-line px-4 py-3.5 last:border-0">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
