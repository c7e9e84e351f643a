import { Pin, X } from 'lucide-react';
import Link from 'next/link';
import { BaselineBadge, SimulatedBadge } from '#components/runs/run-marks.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Cell } from '#components/ui/table.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { ComparedRow } from '#lib/view-models/run-comparison.ts';
import { FindingView } from './finding-view.tsx';
import { RunLetter } from './run-letter.tsx';

interface RunRowProps {
  row: ComparedRow;
  onReference: () => void;
  onRemove: () => void;
}

/** One of the compared runs. */
export function RunRow({ row, onReference, onRemove }: RunRowProps) {
  return (
    <tr>
      <th scope="row" className="py-2.5 pr-2 pl-4 text-left font-normal">
        <div className="flex items-start gap-2.5">
          <RunLetter letter={row.letter} isReference={row.isReference} />
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link href={`/runs/${row.id}`} className="rounded-xs font-medium wrap-anywhere hover:underline">
                {row.name}
              </Link>
              {row.isReference ? <Badge>Reference</Badge> : null}
              {row.isBaseline ? <BaselineBadge /> : null}
              {row.isSimulated ? <SimulatedBadge /> : null}
              {row.flaw === null ? null : <Badge tone="warning">{row.flaw.split(':')[0]}</Badge>}
            </div>
            <p className="text-xs text-muted">{row.detail}</p>
          </div>
        </div>
      </th>
      <Cell className="text-right font-medium">{row.overall}</Cell>
      <Cell>
        {row.finding === null ? <span className="text-muted">–</span> : <FindingView finding={row.finding} />}
      </Cell>
      <Cell className="text-right">
        {row.cost}
        {row.isOnFrontier === true ? (
          <Tooltip text="No other of these runs is at least as good and as cheap.">
            <span className="block text-xs text-positive">on the frontier</span>
          </Tooltip>
        ) : null}
      </Cell>
      <Cell className="text-right whitespace-nowrap">{row.latencyP50}</Cell>
      <Cell className="text-right whitespace-nowrap">{row.latencyP95}</Cell>
      <Cell className="text-right">{row.tokens}</Cell>
      <Cell className="print:hidden">
        <div className="flex justify-end gap-1">
          {row.isReference ? null : (
            <Button variant="ghost" onClick={onReference}>
              <Pin aria-hidden="true" />
              <span>
                Make <span className="sr-only">{row.letter} the </span>reference
              </span>
            </Button>
          )}
          <Button variant="ghost" size="icon" onClick={onRemove} aria-label={`Remove ${row.letter}`}>
            <X aria-hidden="true" />
          </Button>
        </div>
      </Cell>
    </tr>
  );
}
