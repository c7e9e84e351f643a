'use client';

import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import { dropText } from '#lib/domain/gate/findings.ts';
import type { Needed } from '#lib/domain/gate/verdict.ts';
import { prepareNeeded } from '#lib/view-models/gate-needed.ts';
import { ShowMore, useShownCount } from './show-more.tsx';

/** What would let the gate decide where it could not. */
export function NeededPanel({ needed, margin }: { needed: readonly Needed[]; margin: number }) {
  const rows = prepareNeeded(needed);
  const { shown, showMore } = useShownCount();
  return (
    <Panel
      id="needed-heading"
      title="What it would take"
      description={`To see a true drop of ${dropText(margin)} four times out of five: either more examples, or more answers to each of them on both sides (lrg score --repeats).`}
    >
      <table aria-labelledby="needed-heading" className="w-full table-fixed text-sm">
        <thead className="border-y border-line">
          <tr>
            <HeadCell>Category</HeadCell>
            <HeadCell className="hidden w-20 text-right sm:table-cell">Now</HeadCell>
            <HeadCell className="w-28 text-right sm:w-32">Examples</HeadCell>
            <HeadCell className="w-30 text-right sm:w-60">or answers</HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line tabular-nums">
          {rows.slice(0, shown).map((row) => (
            <tr key={row.key}>
              <th
                scope="row"
                className={cn(
                  'py-2 pr-2 pl-4 text-left wrap-anywhere',
                  row.isOverall ? 'font-semibold' : 'font-medium',
                )}
              >
                <bdi className="line-clamp-2">{row.name}</bdi>
              </th>
              <Cell className="hidden py-2 text-right text-muted sm:table-cell">{row.now}</Cell>
              <Cell className="py-2 text-right">{row.examples}</Cell>
              <Cell className="py-2 text-right">{row.repeats}</Cell>
            </tr>
          ))}
        </tbody>
      </table>
      <ShowMore what="categories" shown={shown} total={rows.length} onPress={showMore} />
    </Panel>
  );
}
