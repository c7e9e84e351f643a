import { Panel } from '#components/ui/panel.tsx';
import { HeadCell } from '#components/ui/table.tsx';
import { withReference } from '#lib/view-models/compare-address.ts';
import type { ComparisonView } from '#lib/view-models/run-comparison.ts';
import { RunRow } from './run-row.tsx';
import { ScrollBox } from './scroll-box.tsx';

interface RunsPanelProps {
  view: ComparisonView;
  onChange: (ids: readonly string[]) => void;
}

/** The runs as rows, the reference first: quality with its interval, then cost, time and length. */
export function RunsPanel({ view, onChange }: RunsPanelProps) {
  const ids = view.rows.map(({ id }) => id);
  return (
    <Panel
      id="compared-runs"
      title="Quality, cost and time"
      description="Every run is compared with the reference, example by example. Bars are 90% intervals of the difference: one that holds 0 may be noise."
    >
      <ScrollBox label="Compared runs">
        <table aria-label="Compared runs" className="w-full min-w-5xl text-sm tabular-nums">
          <thead className="border-y border-line">
            <tr>
              <HeadCell>Run</HeadCell>
              <HeadCell className="text-right">Overall</HeadCell>
              <HeadCell className="w-72">Difference (±{view.reach})</HeadCell>
              <HeadCell className="text-right" title="US dollars for 1,000 answers, without the judge">
                Cost / 1,000
              </HeadCell>
              <HeadCell className="text-right" title="Half of the answers came within this time">
                Latency p50
              </HeadCell>
              <HeadCell className="text-right" title="95 of 100 answers came within this time">
                p95
              </HeadCell>
              <HeadCell className="text-right" title="Mean length of the answers">
                Tokens
              </HeadCell>
              <HeadCell className="w-48">
                <span className="sr-only">Actions</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {view.rows.map((row) => (
              <RunRow
                key={row.id}
                row={row}
                onReference={() => onChange(withReference(ids, row.id))}
                onRemove={() => onChange(ids.filter((id) => id !== row.id))}
              />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Panel>
  );
}
