import { DeltaValue } from '#components/overview/delta-value.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { HeadCell } from '#components/ui/table.tsx';
import type { ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { formatCount, formatDelta } from '#lib/view-models/format.ts';

/** What single use cases say, each at its share of the risk. */
export function StrataPanel({ strata }: { strata: ShadowDecision['strata'] }) {
  return (
    <Panel
      id="strata-heading"
      title="By use case"
      description="The risk is shared among them, so each needs more evidence than all together"
    >
      <div role="group" aria-labelledby="strata-heading" tabIndex={0} className="overflow-x-auto">
        <table aria-labelledby="strata-heading" className="w-full min-w-lg text-sm">
          <thead className="border-y border-line">
            <tr>
              <HeadCell className="pl-4">Use case</HeadCell>
              <HeadCell className="text-right">Observations</HeadCell>
              <HeadCell className="text-right">Mean difference</HeadCell>
              <HeadCell className="text-right">Bounds</HeadCell>
              <HeadCell className="pr-4">Decision</HeadCell>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {strata.map(({ use_case: name, report }) => (
              <tr key={name}>
                <th
                  scope="row"
                  className="max-w-60 truncate px-2 py-2 pl-4 text-left font-medium"
                  title={name}
                >
                  {name}
                </th>
                <td className="px-2 text-right tabular-nums">{formatCount(report.samples)}</td>
                <td className="px-2 text-right">
                  <DeltaValue delta={report.mean_delta} />
                </td>
                <td className="px-2 text-right tabular-nums text-muted">
                  {formatDelta(report.interval.low)} to {formatDelta(report.interval.high)}
                </td>
                <td className="px-2 pr-4">{report.decision.replace('_', ' ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
