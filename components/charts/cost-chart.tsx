'use client';

import { Bar, BarChart, CartesianGrid, Label, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { opensPoints, timeAxis, timeLabel, VALUE_AXIS, VALUE_LABEL } from './axis-props.ts';
import { EnterOpens } from './enter-opens.tsx';
import { PURPOSES } from '#lib/domain/cost/budget.ts';
import { PURPOSE_WORDS, type CostChart as Chart, type CostPoint } from '#lib/view-models/costs.ts';
import { formatCost } from '#lib/view-models/format.ts';
import { formatExactTime } from '#lib/view-models/time.ts';
import { PURPOSE_COLORS, PurposeSwatch } from './purpose-looks.tsx';

interface CostChartProps {
  chart: Chart;
  /** Opens what is behind a bar that begins at a time in milliseconds since 1970. */
  onOpen: (timeMs: number) => void;
}

/** Known costs over time, stacked by purpose. */
export function CostChart({ chart, onOpen }: CostChartProps) {
  const { points, timeDomain, timeTicks, stepMs, values } = chart;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={[...points]}
        margin={{ top: 24, right: 24, bottom: 8, left: 16 }}
        title="Costs over time"
        barCategoryGap={1}
        {...opensPoints(onOpen)}
      >
        <EnterOpens onOpen={onOpen} />
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...timeAxis(timeDomain, timeTicks)}>
          <Label {...timeLabel(timeDomain)} />
        </XAxis>
        <YAxis
          domain={values.domain}
          ticks={[...values.ticks]}
          tickFormatter={values.format}
          {...VALUE_AXIS}
          width="auto"
        >
          <Label value="US dollars" {...VALUE_LABEL} />
        </YAxis>
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--raised)' }}
          content={({ active, label }) => (
            <CostTooltip
              point={active ? points.find((point) => point.timeMs === Number(label)) : undefined}
              stepMs={stepMs}
            />
          )}
        />
        {PURPOSES.map((purpose) => (
          <Bar
            key={purpose}
            dataKey={purpose}
            name={PURPOSE_WORDS[purpose].name}
            stackId="costs"
            fill={PURPOSE_COLORS[purpose]}
            isAnimationActive={false}
            maxBarSize={28}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function CostTooltip({ point, stepMs }: { point: CostPoint | undefined; stepMs: number }) {
  if (!point) return null;
  return (
    <div className="rounded-md border border-line bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="mb-1.5 text-muted tabular-nums">
        {formatExactTime(point.timeMs)} to {formatExactTime(point.timeMs + stepMs)}
      </p>
      <dl className="grid grid-cols-[auto_auto] gap-x-6 gap-y-1">
        {PURPOSES.map((purpose) => (
          <div key={purpose} className="contents">
            <dt className="flex items-center gap-2 text-muted">
              <PurposeSwatch purpose={purpose} />
              {PURPOSE_WORDS[purpose].name}
            </dt>
            <dd className="text-right font-medium tabular-nums">{formatCost(point[purpose])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
