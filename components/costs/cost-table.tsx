import { ReceiptText } from 'lucide-react';
import { PurposeSwatch } from '#components/charts/purpose-looks.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import type { Purpose } from '#lib/domain/cost/budget.ts';
import { amountOf, PURPOSE_WORDS } from '#lib/view-models/costs.ts';

export interface CostTableRow {
  name: string;
  note: string | null;
  purpose: Purpose;
  cost_usd: number;
  calls: number;
  unknown_calls: number;
}

interface CostTableProps {
  labelledBy: string;
  head: string;
  rows: readonly CostTableRow[];
}

/** Costs split by something, the dearest first. */
export function CostTable({ labelledBy, head, rows }: CostTableProps) {
  if (rows.length === 0)
    return (
      <EmptyState icon={ReceiptText} title="No calls in this range">
        Requests through the gateway and runs appear here.
      </EmptyState>
    );
  return (
    <table aria-labelledby={labelledBy} className="w-full table-fixed text-sm">
      <thead className="border-y border-line">
        <tr>
          <HeadCell>{head}</HeadCell>
          <HeadCell className="w-28">For</HeadCell>
          <HeadCell className="hidden w-28 text-right sm:table-cell">Count</HeadCell>
          <HeadCell className="w-30 text-right sm:w-38">Cost</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line tabular-nums">
        {rows.map((row) => (
          <Row key={`${row.purpose} ${row.name}`} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: CostTableRow }) {
  const { cost, calls, unknown } = amountOf(row);
  return (
    <tr>
      <Cell>
        <span className="block wrap-anywhere sm:truncate" title={row.name} dir="auto">
          {row.name}
        </span>
        {row.note === null ? null : <span className="block text-xs text-muted sm:truncate">{row.note}</span>}
      </Cell>
      <Cell>
        <span className="flex items-center gap-2">
          <PurposeSwatch purpose={row.purpose} />
          {PURPOSE_WORDS[row.purpose].name}
        </span>
      </Cell>
      <Cell className="hidden text-right text-muted sm:table-cell">{calls}</Cell>
      <Cell className="text-right font-medium">
        {cost}
        {unknown ? <span className="block text-xs font-normal text-warning">{unknown}</span> : null}
      </Cell>
    </tr>
  );
}
