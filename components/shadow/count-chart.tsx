'use client';

import type { ReactElement, ReactNode } from 'react';
import { CartesianGrid, ComposedChart, Label, ResponsiveContainer, Tooltip, XAxis } from 'recharts';
import { AXIS_TEXT, CHART_MARGIN, COUNT_AXIS, CURSOR } from '#components/charts/axis-props.ts';
import { formatCountOf } from '#lib/view-models/format.ts';
import { countTicks } from '#lib/view-models/value-axis.ts';
import { TooltipCard } from './chart-parts.tsx';

interface CountChartProps<T> {
  points: readonly T[];
  title: string;
  valueAxis: ReactElement;
  /** What a point says, as names with values. */
  rowsOf: (point: T) => readonly (readonly [string, string])[];
  children: ReactNode;
}

/** A chart over the number of observations; the children are what it draws. */
export function CountChart<T extends { n: number }>(props: CountChartProps<T>) {
  const { points, rowsOf } = props;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={[...points]} margin={CHART_MARGIN} title={props.title}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...COUNT_AXIS} ticks={countTicks(points.at(-1)?.n ?? 0)}>
          <Label value="observations" position="insideBottomRight" {...AXIS_TEXT} />
        </XAxis>
        {props.valueAxis}
        <Tooltip
          isAnimationActive={false}
          cursor={CURSOR}
          content={({ active, label }) => {
            const point = active ? points.find(({ n }) => n === Number(label)) : undefined;
            if (!point) return null;
            return (
              <TooltipCard title={`After ${formatCountOf(point.n, 'observation')}`} rows={rowsOf(point)} />
            );
          }}
        />
        {props.children}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
