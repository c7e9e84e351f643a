'use client';

import {
  CartesianGrid,
  Label,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { CURSOR, timeAxis, timeLabel, VALUE_AXIS } from '#components/charts/axis-props.ts';
import { TooltipCard } from '#components/shadow/chart-parts.tsx';
import type { SidesChart as Chart } from '#lib/view-models/rollout-sides.ts';
import { formatExactTime } from '#lib/view-models/time.ts';
import { ARMS, LIMITS } from './arm-looks.tsx';

/** Draws candidate and control with the limits; everything it shows is prepared. */
export function SidesChart({ chart, title }: { chart: Chart; title: string }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...chart.points]} margin={{ top: 8, right: 24, bottom: 4, left: 16 }} title={title}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...timeAxis(chart.timeDomain, chart.timeTicks)}>
          <Label {...timeLabel(chart.timeDomain)} />
        </XAxis>
        <YAxis
          domain={chart.values.domain}
          ticks={[...chart.values.ticks]}
          tickFormatter={chart.values.format}
          {...VALUE_AXIS}
          width="auto"
        />
        <Tooltip
          isAnimationActive={false}
          cursor={CURSOR}
          content={({ active, label }) => <Hint chart={chart} timeMs={active ? Number(label) : null} />}
        />
        {chart.limits.map(({ kind, value, fromMs, toMs }) => {
          const [from, to] = [fromMs ?? chart.timeDomain[0], toMs ?? chart.timeDomain[1]];
          return (
            <ReferenceLine
              key={kind}
              segment={[
                { x: Math.max(from, chart.timeDomain[0]), y: value },
                { x: to, y: value },
              ]}
              stroke={LIMITS[kind].color}
              strokeWidth={1.5}
              strokeDasharray={LIMITS[kind].dashes}
            />
          );
        })}
        {(['control', 'canary'] as const).map((arm) => (
          <Line
            key={arm}
            dataKey={arm}
            name={ARMS[arm].name}
            stroke={ARMS[arm].color}
            strokeWidth={2}
            {...(ARMS[arm].dashes ? { strokeDasharray: ARMS[arm].dashes } : {})}
            // A line has no length at a point without neighbours.
            dot={({ cx, cy, index }: { cx?: number; cy?: number; index: number }) =>
              isAlone(chart, arm, index) ? (
                <circle key={index} cx={cx} cy={cy} r={2.5} fill={ARMS[arm].color} />
              ) : (
                <g key={index} />
              )
            }
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

function isAlone({ points }: Chart, arm: 'canary' | 'control', at: number): boolean {
  const isGap = (index: number) => (points[index]?.[arm] ?? null) === null;
  return !isGap(at) && isGap(at - 1) && isGap(at + 1);
}

function Hint({ chart, timeMs }: { chart: Chart; timeMs: number | null }) {
  const point = chart.points.find((candidate) => candidate.timeMs === timeMs);
  if (!point) return null;
  const say = (value: number | null, n: number) =>
    value === null ? '–' : `${chart.format(value)} (n = ${n})`;
  return (
    <TooltipCard
      title={formatExactTime(point.timeMs)}
      rows={[
        [ARMS.canary.name, say(point.canary, point.canaryN)],
        [ARMS.control.name, say(point.control, point.controlN)],
      ]}
    />
  );
}
