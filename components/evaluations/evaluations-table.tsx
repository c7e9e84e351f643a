import Link from 'next/link';
import { SourceSwatch } from '#components/charts/evaluation-looks.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import { SOURCE_WORDS, type EvaluationRow } from '#lib/view-models/evaluations.ts';

interface EvaluationsTableProps {
  rows: readonly EvaluationRow[];
  /** What is shown belongs to the last question. */
  isOld: boolean;
}

const TONES = { good: '', bad: 'text-negative', missing: 'text-warning' };

/** Evaluations as a table; narrow screens have finding and score. */
export function EvaluationsTable({ rows, isOld }: EvaluationsTableProps) {
  return (
    <table
      aria-labelledby="latest-heading"
      aria-busy={isOld}
      className={cn('w-full table-fixed text-sm transition-opacity', isOld && 'opacity-60')}
    >
      <thead className="border-y border-line">
        <tr>
          <HeadCell className="w-26 max-md:hidden">When</HeadCell>
          <HeadCell className="w-44 max-md:hidden">By</HeadCell>
          <HeadCell className="w-48 max-lg:hidden">Model</HeadCell>
          <HeadCell className="max-md:pl-4">Finding</HeadCell>
          <HeadCell className="w-20 text-right">Score</HeadCell>
          <HeadCell className="w-24 text-right max-sm:hidden">
            <span className="sr-only">Exchange</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row) => (
          <Row key={row.key} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: EvaluationRow }) {
  const href = `/traffic?chat=${row.chatId}`;
  return (
    <tr className="align-top">
      <Cell className="text-muted max-md:hidden">
        <RelativeTime timeMs={row.timeMs} />
      </Cell>
      <Cell className="max-md:hidden">
        <By row={row} />
      </Cell>
      <Cell className="max-lg:hidden">
        <bdi className="block truncate" title={row.model}>
          {row.model}
        </bdi>
        {row.version === null ? null : (
          <bdi className="block truncate text-xs text-muted" title={row.version}>
            {row.version}
          </bdi>
        )}
      </Cell>
      <Cell className="max-md:pl-4">
        {row.findings.map((finding, index) => (
          <p
            key={index}
            dir="auto"
            className={cn('line-clamp-2 wrap-anywhere', index > 0 && 'text-xs text-muted')}
          >
            {finding}
          </p>
        ))}
        <div className="mt-1 flex flex-wrap gap-x-3 text-xs text-muted md:hidden">
          <By row={row} />
          <RelativeTime timeMs={row.timeMs} />
        </div>
        <Link href={href} className="mt-1 inline-block text-xs text-accent underline sm:hidden">
          Exchange
        </Link>
      </Cell>
      <Cell className={cn('text-right font-medium tabular-nums', TONES[row.tone])}>{row.score}</Cell>
      <Cell className="text-right max-sm:hidden">
        <Link href={href} className="text-accent underline">
          Exchange
        </Link>
      </Cell>
    </tr>
  );
}

function By({ row }: { row: EvaluationRow }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <SourceSwatch source={row.source} />
      <span className="min-w-0">
        {SOURCE_WORDS[row.source].name}
        {row.who === SOURCE_WORDS[row.source].name ? null : (
          <bdi className="block truncate text-xs text-muted" title={row.who}>
            {row.who}
          </bdi>
        )}
      </span>
    </span>
  );
}
