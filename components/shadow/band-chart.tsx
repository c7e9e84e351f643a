'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Label,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import {
  AXIS_TEXT,
  CHART_MARGIN,
  COUNT_AXIS,
  CURSOR,
  VALUE_AXIS,
  VALUE_LABEL,
} from '#components/charts/axis-props.ts';
import { formatCountOf, formatDelta } from '#lib/view-models/format.ts';
import type { BandPoint, DecisionView } from '#lib/view-models/shadow-decision.ts';
import { TooltipCard } from './chart-parts.tsx';

/** The mean difference with its bounds, over the number of observations. */
export function BandChart({ points, axis, margin }: DecisionView['band']) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={[...points]} margin={CHART_MARGIN} title="Difference with its bounds">
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...COUNT_AXIS}>
          <Label value="observations" position="insideBottomRight" {...AXIS_TEXT} />
        </XAxis>
        <YAxis
          domain={axis.domain}
          ticks={axis.ticks}
          allowDataOverflow
          tickFormatter={(value: number) => value.toFixed(axis.decimals)}
          {...VALUE_AXIS}
          width={52}
        >
          <Label value="judge score, candidate − production" {...VALUE_LABEL} />
        </YAxis>
        <Tooltip
          isAnimationActive={false}
          cursor={CURSOR}
          content={({ active, label }) => (
            <PointCard point={active ? points.find(({ n }) => n === Number(label)) : undefined} />
          )}
        />
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
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function PointCard({ point }: { point: BandPoint | undefined }) {
  if (!point) return null;
  return (
    <TooltipCard
      title={`After ${formatCountOf(point.n, 'observation')}`}
      rows={[
        ['Mean difference', formatDelta(point.mean)],
        ['Bounds', `${formatDelta(point.low)} to ${formatDelta(point.high)}`],
      ]}
    />
  );
}
