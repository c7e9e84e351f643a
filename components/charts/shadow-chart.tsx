'use client';

import { CartesianGrid, Label, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import {
  CHART_MARGIN,
  CURSOR,
  opensPoints,
  scoreAxisProps,
  timeAxis,
  timeLabel,
  VALUE_LABEL,
} from './axis-props.ts';
import { EnterOpens } from './enter-opens.tsx';
import type { ShadowChart as Chart } from '#lib/view-models/shadow-chart.ts';
import { PointTooltip } from './point-tooltip.tsx';
import { JUDGE_SCORE_LABEL } from './stills.ts';
import { SIDES, type Side } from './swatch.tsx';

interface ShadowChartProps {
  chart: Chart;
  /** Opens what is behind a point; times in milliseconds since 1970. */
  onOpen: (timeMs: number) => void;
}

/** Draws both rolling means over time; everything it shows is prepared. */
export function ShadowChart({ chart, onOpen }: ShadowChartProps) {
  const { points, timeDomain, timeTicks, scores, windowSize } = chart;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...points]} margin={CHART_MARGIN} title="Scores over time" {...opensPoints(onOpen)}>
        <EnterOpens onOpen={onOpen} />
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...timeAxis(timeDomain, timeTicks)}>
          <Label {...timeLabel(timeDomain)} />
        </XAxis>
        <YAxis {...scoreAxisProps(scores)}>
          <Label value={JUDGE_SCORE_LABEL} {...VALUE_LABEL} />
        </YAxis>
        <Tooltip
          isAnimationActive={false}
          cursor={CURSOR}
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
