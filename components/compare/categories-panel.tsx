import { HeatCell } from '#components/charts/heat-cell.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { cn } from '#lib/client/cn.ts';
import type { CategoryRow, ComparisonView, Finding } from '#lib/view-models/run-comparison.ts';
import { LayoutGrid } from 'lucide-react';
import { FINDING_ICONS, FINDING_TEXT } from './finding-view.tsx';
import { RunLetter } from './run-letter.tsx';
import { ScrollBox } from './scroll-box.tsx';

/** Mean score of every category in every run, coloured by its distance from the threshold. */
export function CategoriesPanel({ view: { rows, categories } }: { view: ComparisonView }) {
  return (
    <Panel
      id="compared-categories"
      title="By category"
      description="Mean score, and the difference from the reference. An arrow marks what is more than noise."
    >
      {categories.length === 0 ? (
        <EmptyState icon={LayoutGrid} title="No category has a score" className="border-t border-line" />
      ) : (
        <ScrollBox label="By category">
          <table aria-label="Scores by category" className="w-full text-sm tabular-nums">
            <thead className="border-y border-line">
              <tr>
                <HeadCell>Category</HeadCell>
                {rows.map((row) => (
                  <HeadCell key={row.id} title={`${row.name}, ${row.detail}`}>
                    <span className="flex items-center gap-1.5">
                      <RunLetter letter={row.letter} isReference={row.isReference} />
                      <span className="sr-only">{row.name}</span>
                    </span>
                  </HeadCell>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {categories.map((category) => (
                <Row key={category.id} category={category} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Panel>
  );
}

function Row({ category: { name, cells } }: { category: CategoryRow }) {
  return (
    <tr>
      <th scope="row" className="py-2 pr-2 pl-4 text-left font-normal wrap-anywhere">
        {name}
      </th>
      {cells.map(({ letter, heat, finding }) => (
        <Cell key={letter} className="py-2">
          <HeatCell heat={heat} label={`${name}, ${letter}`} />
          {finding === null ? null : <Change finding={finding} />}
        </Cell>
      ))}
    </tr>
  );
}

function Change({ finding }: { finding: Finding }) {
  const { kind, delta, words, sentence } = finding;
  const isTold = kind === 'better' || kind === 'worse';
  const Icon = FINDING_ICONS[kind];
  return (
    <Tooltip text={sentence}>
      <button
        type="button"
        className={cn('mt-0.5 flex cursor-help items-center gap-0.5 rounded-xs text-xs', FINDING_TEXT[kind])}
      >
        {isTold ? <Icon aria-hidden="true" className="size-3" /> : null}
        {delta}
        <span className="sr-only"> {words}</span>
      </button>
    </Tooltip>
  );
}
