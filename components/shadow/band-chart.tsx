'use client';

import { Area, Label, Line, ReferenceLine, YAxis } from 'recharts';
import { VALUE_AXIS, VALUE_LABEL } from '#components/charts/axis-props.ts';
import { DIFFERENCE_LABEL } from '#components/charts/stills.ts';
import { formatDelta } from '#lib/view-models/format.ts';
import type { BandPoint, DecisionView } from '#lib/view-models/shadow-decision.ts';
import { CountChart } from './count-chart.tsx';

const rowsOf = (point: BandPoint) =>
  [
    ['Mean difference', formatDelta(point.mean)],
    ['Bounds', `${formatDelta(point.low)} to ${formatDelta(point.high)}`],
  ] as const;

/** The mean difference with its bounds, over the number of observations. */
export function BandChart({ points, axis, margin }: DecisionView['band']) {
  return (
    <CountChart
      points={points}
      title="Difference with its bounds"
      rowsOf={rowsOf}
      valueAxis={
        <YAxis
          domain={axis.domain}
          ticks={axis.ticks}
          allowDataOverflow
          tickFormatter={(value: number) => value.toFixed(axis.decimals)}
          {...VALUE_AXIS}
          width={52}
        >
          <Label value={DIFFERENCE_LABEL} {...VALUE_LABEL} />
        </YAxis>
      }
    >
      <Area
        dataKey="band"
        name="Bounds"
        stroke="none"
        fill="var(--series-shadow)"
        fillOpacity={0.18}
        isAnimationActive={false}
        activeDot={false}
      />
      <ReferenceLine y={0} stroke="var(--muted)" />
      <ReferenceLine y={-margin} stroke="var(--negative)" strokeDasharray="5 3">
        <Label value={`margin −${margin}`} position="insideTopRight" fill="var(--negative)" fontSize={12} />
      </ReferenceLine>
      <Line
        dataKey="mean"
        name="Mean"
        stroke="var(--series-shadow)"
        strokeWidth={2}
        dot={points.length === 1}
        isAnimationActive={false}
      />
    </CountChart>
  );
}
