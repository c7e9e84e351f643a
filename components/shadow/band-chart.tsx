'use client';

import { Area, Label, Line, ReferenceLine, YAxis } from 'recharts';
import { scoreAxisProps, VALUE_LABEL } from '#components/charts/axis-props.ts';
import { BAND_LOOKS } from '#components/charts/band-looks.tsx';
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
        <YAxis {...scoreAxisProps(axis)} allowDataOverflow>
          <Label value={DIFFERENCE_LABEL} {...VALUE_LABEL} />
        </YAxis>
      }
    >
      <Area
        dataKey="band"
        name="Bounds"
        stroke="none"
        fill={BAND_LOOKS.bounds.color}
        fillOpacity={BAND_LOOKS.bounds.opacity}
        isAnimationActive={false}
        activeDot={false}
      />
      <ReferenceLine y={0} stroke="var(--muted)" />
      <ReferenceLine
        y={-margin}
        stroke={BAND_LOOKS.margin.color}
        strokeDasharray={BAND_LOOKS.margin.dashes}
      />
      <Line
        dataKey="mean"
        name="Mean"
        stroke={BAND_LOOKS.mean.color}
        strokeWidth={2}
        dot={points.length === 1}
        isAnimationActive={false}
      />
    </CountChart>
  );
}
