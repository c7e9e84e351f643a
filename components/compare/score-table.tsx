import { ArrowDown, ArrowUp } from 'lucide-react';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import type { ScoreLine } from '#lib/view-models/example-diff.ts';

interface ScoreTableProps {
  lines: readonly ScoreLine[];
  names: { reference: string; current: string };
}

/** What both answers scored, metric by metric, with latency, cost and length. */
export function ScoreTable({ lines, names }: ScoreTableProps) {
  return (
    <div className="relative overflow-x-auto rounded-md border border-line">
      <table className="w-full text-sm tabular-nums">
        <caption className="sr-only">Scores of both answers</caption>
        <thead className="border-b border-line">
          <tr>
            <HeadCell>Metric</HeadCell>
            <HeadCell className="text-right">{names.reference}</HeadCell>
            <HeadCell className="text-right">{names.current}</HeadCell>
            <HeadCell className="text-right">Change</HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {lines.map((line) => (
            <tr key={line.name}>
              <th scope="row" className="py-1.5 pr-2 pl-4 text-left font-normal text-muted">
                {line.name}
              </th>
              <Cell className="py-1.5 text-right">{line.reference}</Cell>
              <Cell className="py-1.5 text-right">{line.current}</Cell>
              <Cell className="py-1.5 text-right">
                <Change line={line} />
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Change({ line: { delta, direction } }: { line: ScoreLine }) {
  const Icon = direction === 'up' ? ArrowUp : ArrowDown;
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1',
        direction === 'up' && 'text-positive',
        direction === 'down' && 'text-negative',
      )}
    >
      {direction === 'none' ? null : <Icon aria-hidden="true" className="size-3.5" />}
      {delta}
    </span>
  );
}
