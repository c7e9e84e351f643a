'use client';

import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatTimeTick } from '#lib/view-models/axis.ts';
import type { ShadowChart as Chart } from '#lib/view-models/shadow-chart.ts';
import { PointTooltip } from './point-tooltip.tsx';
import { SIDES, type Side } from './swatch.tsx';

const TICK = { fill: 'var(--muted)', fontSize: 12 };

/** Draws both rolling means over time; everything it shows is prepared. */
export function ShadowChart({ chart }: { chart: Chart }) {
  const { points, timeDomain, timeTicks, scores, windowSize } = chart;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...points]} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} title={chart.summary}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="timeMs"
          type="number"
          scale="time"
          domain={timeDomain}
          ticks={[...timeTicks]}
          tickFormatter={formatTimeTick}
          tick={TICK}
          tickLine={false}
          tickMargin={8}
          axisLine={{ stroke: 'var(--line)' }}
          minTickGap={16}
        />
        <YAxis
          domain={scores.domain}
          ticks={scores.ticks}
          tickFormatter={(score: number) => score.toFixed(scores.decimals)}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={48}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--control)', strokeWidth: 1 }}
          content={({ active, label }) => (
            <PointTooltip
              point={active ? points.find((point) => point.timeMs === Number(label)) : undefined}
              windowSize={windowSize}
            />
          )}
        />
        {seriesLine('production', points)}
        {seriesLine('shadow', points)}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** Not a component: the chart looks for its lines among its own children. */
function seriesLine(side: Side, points: Chart['points']) {
  const { name, color, dashes } = SIDES[side];
  return (
    <Line
      dataKey={side}
      name={name}
      type="linear"
      stroke={color}
      strokeWidth={2}
      {...(dashes ? { strokeDasharray: dashes } : {})}
      connectNulls={false}
      isAnimationActive={false}
      activeDot={{ r: 4, stroke: 'var(--surface)', strokeWidth: 2, fill: color }}
      dot={({ cx, cy, index }) =>
        points[index]?.isAlone ? <circle key={index} cx={cx} cy={cy} r={3} fill={color} /> : <g key={index} />
      }
    />
  );
}
