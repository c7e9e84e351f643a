import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { signatureDifferences } from '#lib/domain/gate/signature-differences.ts';

/** What keeps the two runs from being comparable, field by field; nothing when they are. */
export function SignaturePanel({ run, baseline }: { run: RunDetail; baseline: RunDetail }) {
  if (run.signature === null || baseline.signature === null) return null;
  const differences = signatureDifferences(baseline.signature, run.signature);
  if (differences.length === 0) return null;
  return (
    <Panel
      id="signature-heading"
      title="The signatures differ"
      description="Scores of different questions, judges or metrics mean different things. Score one of the runs again like the other, or promote a run that was made like this one."
    >
      <table aria-labelledby="signature-heading" className="w-full table-fixed text-sm">
        <thead className="border-y border-line">
          <tr>
            <HeadCell className="w-2/7">Field</HeadCell>
            <HeadCell>Baseline</HeadCell>
            <HeadCell>This run</HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {differences.map(({ field, baseline: before, current }) => (
            <tr key={field}>
              <th scope="row" className="px-2 py-2.5 pl-4 text-left font-medium wrap-anywhere">
                {field}
              </th>
              <Cell className="font-mono text-xs wrap-anywhere">{before}</Cell>
              <Cell className="font-mono text-xs wrap-anywhere">{current}</Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
