'use client';

import {
  CartesianGrid,
  Label,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceDot,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import {
  CHART_MARGIN,
  CURSOR,
  timeAxis,
  timeLabel,
  VALUE_AXIS,
  VALUE_LABEL,
} from '#components/charts/axis-props.ts';
import { TooltipCard } from '#components/shadow/chart-parts.tsx';
import { formatPercentage } from '#lib/view-models/rollout-row.ts';
import type { RampMark, RolloutRamp } from '#lib/view-models/rollout-ramp.ts';
import { formatExactTime } from '#lib/view-models/time.ts';
import { EVENT_COLORS } from './event-looks.ts';

const SHARES = [0, 25, 50, 75, 100];

/** The candidate's share as stairs, with numbered marks. */
export function RampChart({ ramp }: { ramp: RolloutRamp }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...ramp.points]} margin={CHART_MARGIN} title="Share of traffic">
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...timeAxis(ramp.timeDomain, ramp.timeTicks)}>
          <Label {...timeLabel(ramp.timeDomain)} />
        </XAxis>
        <YAxis
          domain={[0, 100]}
          ticks={SHARES}
          tickFormatter={formatPercentage}
          {...VALUE_AXIS}
          tickMargin={10}
          width={56}
        >
          <Label value="share of traffic" {...VALUE_LABEL} />
        </YAxis>
        {ramp.pauses.map(({ fromMs, toMs }) => (
          <ReferenceArea key={fromMs} x1={fromMs} x2={toMs} fill="var(--warning)" fillOpacity={0.14} />
        ))}
        <Tooltip
          isAnimationActive={false}
          cursor={CURSOR}
          content={({ active, label }) => <PointCard ramp={ramp} timeMs={active ? Number(label) : null} />}
        />
        <Line
          dataKey="percentage"
          type="stepAfter"
          stroke="var(--series-shadow)"
          strokeWidth={2}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        {ramp.marks.map((mark) => (
          <ReferenceDot
            key={mark.version}
            x={mark.timeMs}
            y={mark.percentage}
            r={9}
            shape={({ cx, cy }: { cx?: number; cy?: number }) => <Mark cx={cx} cy={cy} mark={mark} />}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

interface MarkProps {
  cx: number | undefined;
  cy: number | undefined;
  mark: RampMark;
}

function Mark({ cx = 0, cy = 0, mark: { version, tone } }: MarkProps) {
  return (
    <g>
      <circle cx={cx} cy={cy} r={9} fill="var(--surface)" stroke={EVENT_COLORS[tone]} strokeWidth={2} />
      <text x={cx} y={cy} dy="0.35em" textAnchor="middle" fontSize={10} fontWeight={600} fill="var(--text)">
        {version}
      </text>
    </g>
  );
}

function PointCard({ ramp, timeMs }: { ramp: RolloutRamp; timeMs: number | null }) {
  const point = ramp.points.find((candidate) => candidate.timeMs === timeMs);
  if (!point) return null;
  const happened = ramp.marks.filter((mark) => mark.timeMs === timeMs);
  return (
    <TooltipCard
      title={formatExactTime(point.timeMs)}
      rows={[
        ['Share of traffic', formatPercentage(point.percentage)],
        ...happened.map(({ version, label }) => [label, `line ${version}`] as const),
      ]}
    />
  );
}
