'use client';

import { CartesianGrid, Label, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatDuration, formatExactTime } from '#lib/view-models/time.ts';
import type { TrafficChart as Chart } from '#lib/view-models/traffic-chart.ts';
import { CURSOR, opensPoints, timeAxis, timeLabel, VALUE_AXIS } from './axis-props.ts';
import { EnterOpens } from './enter-opens.tsx';
import { lookOf } from './series-looks.ts';

interface TrafficChartProps {
  chart: Chart;
  title: string;
  /** Looks at what is behind a point; times in milliseconds since 1970. */
  onOpen: (timeMs: number) => void;
}

/** Draws a measure over time; everything it shows is prepared. */
export function TrafficChart({ chart, title, onOpen }: TrafficChartProps) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={[...chart.points]}
        margin={{ top: 8, right: 24, bottom: 4, left: 16 }}
        title={title}
        {...opensPoints(onOpen)}
      >
        <EnterOpens onOpen={onOpen} />
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...timeAxis(chart.timeDomain, chart.timeTicks)}>
          <Label {...timeLabel(chart.timeDomain, `, ${formatDuration(chart.stepMs)} a point`)} />
        </XAxis>
        <YAxis
          {...VALUE_AXIS}
          tickFormatter={chart.values.format}
          ticks={[...chart.values.ticks]}
          domain={chart.values.domain}
          width="auto"
        />
        <Tooltip
          isAnimationActive={false}
          cursor={CURSOR}
          content={({ active, label }) => <Hint chart={chart} timeMs={active ? Number(label) : null} />}
        />
        {chart.lines.map(({ key, name, index }) => {
          const { color, dashes } = lookOf(index);
          return (
            <Line
              key={key}
              dataKey={key}
              name={name}
              type="linear"
              stroke={color}
              strokeWidth={2}
              {...(dashes ? { strokeDasharray: dashes } : {})}
              // A line has no length at a point without neighbours.
              dot={({ cx, cy, index: at }) =>
                isAlone(chart, key, at) ? (
                  <circle key={at} cx={cx} cy={cy} r={3} fill={color} />
                ) : (
                  <g key={at} />
                )
              }
              connectNulls={false}
              isAnimationActive={false}
            />
          );
        })}
      </LineChart>
    </ResponsiveContainer>
  );
}

function isAlone({ points }: Chart, key: string, at: number): boolean {
  const isGap = (index: number) => (points[index]?.[key] ?? null) === null;
  return !isGap(at) && isGap(at - 1) && isGap(at + 1);
}

function Hint({ chart, timeMs }: { chart: Chart; timeMs: number | null }) {
  const point = chart.points.find((candidate) => candidate.timeMs === timeMs);
  if (!point) return null;
  return (
    <div className="rounded-md border border-line bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="mb-1.5 text-muted tabular-nums">{formatExactTime(point.timeMs)}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-6 gap-y-1">
        {chart.lines.map(({ key, name }) => (
          <div key={key} className="contents">
            <dt className="max-w-48 truncate text-muted">{name}</dt>
            <dd className="text-right font-medium tabular-nums">
              {point[key] == null ? '–' : chart.format(point[key])}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
