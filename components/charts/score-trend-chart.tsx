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
import { CHART_MARGIN, CURSOR, scoreAxisProps, timeAxis, timeLabel, VALUE_LABEL } from './axis-props.ts';
import { EnterOpens } from './enter-opens.tsx';
import type { ScoreTrend, TrendPoint } from '#lib/view-models/score-trend.ts';
import { lineLook, OVERALL_LOOK } from './trend-looks.tsx';
import { MOST_DOTS, SCORE_LABEL } from './stills.ts';
import { TrendTooltip } from './trend-tooltip.tsx';

interface ScoreTrendChartProps {
  trend: ScoreTrend;
  /** Which of the categories are drawn. */
  shown: ReadonlySet<number>;
  onOpen: (runId: string) => void;
}

/** Draws runs' scores over time with thresholds, version bumps and the baseline; a click opens the run. */
export function ScoreTrendChart({ trend, shown, onOpen }: ScoreTrendChartProps) {
  const { points, timeDomain, timeTicks, scores, thresholds, lines } = trend;
  const at = (label: unknown) => points.find((point) => point.timeMs === Number(label));
  const open = (label: unknown) => {
    const point = at(label);
    if (point) onOpen(point.runId);
  };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={[...points]}
        margin={CHART_MARGIN}
        title="Scores of runs over time"
        className="cursor-pointer"
        onClick={({ activeLabel }) => open(activeLabel)}
      >
        <EnterOpens onOpen={open} />
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...timeAxis(timeDomain, timeTicks)}>
          <Label {...timeLabel(timeDomain)} />
        </XAxis>
        <YAxis {...scoreAxisProps(scores)} allowDataOverflow>
          <Label value={SCORE_LABEL} {...VALUE_LABEL} />
        </YAxis>
        <Tooltip
          isAnimationActive={false}
          cursor={CURSOR}
          content={({ active, label }) => (
            <TrendTooltip point={active ? at(label) : undefined} lines={lines} shown={shown} />
          )}
        />
        <Area
          dataKey="band"
          name="95% interval of the overall score"
          stroke="none"
          fill={OVERALL_LOOK.color}
          fillOpacity={0.14}
          isAnimationActive={false}
          activeDot={false}
        />
        {points.filter(({ bump }) => bump !== null).map(bumpLine)}
        {thresholdLine(thresholds.overall, 'overall threshold', '6 4')}
        {shown.size > 0 ? thresholdLine(thresholds.category, 'category threshold', '2 3') : null}
        {lines.map((name, index) =>
          shown.has(index) ? (
            <Line
              key={name}
              dataKey={(point: TrendPoint) => point.categories[index]}
              name={name}
              stroke={lineLook(index).color}
              strokeDasharray={lineLook(index).dashes}
              strokeWidth={1.25}
              dot={false}
              connectNulls
              isAnimationActive={false}
              activeDot={{ r: 3, fill: lineLook(index).color, stroke: 'var(--surface)' }}
            />
          ) : null,
        )}
        <Line
          dataKey="overall"
          name="Overall"
          stroke={OVERALL_LOOK.color}
          strokeWidth={2.25}
          isAnimationActive={false}
          activeDot={{ r: 5, stroke: 'var(--surface)', strokeWidth: 2, fill: OVERALL_LOOK.color }}
          dot={({ cx, cy, index }) => runDot(Number(cx), Number(cy), index, points)}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function runDot(cx: number, cy: number, index: number, points: readonly TrendPoint[]) {
  if (points[index]?.isBaseline)
    return (
      <path
        key={index}
        d={`M${cx} ${cy - 7}L${cx + 7} ${cy}L${cx} ${cy + 7}L${cx - 7} ${cy}Z`}
        fill="var(--surface)"
        stroke={OVERALL_LOOK.color}
        strokeWidth={2.25}
      />
    );
  if (points.length > MOST_DOTS) return <g key={index} />;
  return <circle key={index} cx={cx} cy={cy} r={3} fill={OVERALL_LOOK.color} />;
}

function bumpLine({ runId, timeMs }: TrendPoint) {
  return <ReferenceLine key={runId} x={timeMs} stroke="var(--control)" strokeDasharray="1 3" />;
}

function thresholdLine(y: number, name: string, dashes: string) {
  return (
    <ReferenceLine key={name} y={y} stroke="var(--negative)" strokeDasharray={dashes}>
      <Label
        value={`${name} ${y.toFixed(2)}`}
        position="insideBottomRight"
        fill="var(--negative)"
        fontSize={12}
      />
    </ReferenceLine>
  );
}
