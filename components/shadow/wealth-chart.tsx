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
import {
  AXIS_TEXT,
  CHART_MARGIN,
  COUNT_AXIS,
  CURSOR,
  VALUE_AXIS,
  VALUE_LABEL,
} from '#components/charts/axis-props.ts';
import { formatCountOf } from '#lib/view-models/format.ts';
import { wealthText, type DecisionView, type WealthPoint } from '#lib/view-models/shadow-decision.ts';
import { BETS, TooltipCard } from './chart-parts.tsx';

/** Both wealths over the number of observations, on a logarithmic scale, against the limit. */
export function WealthChart({ points, limit, domain }: DecisionView['wealth']) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...points]} margin={CHART_MARGIN} title="Evidence for both decisions">
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...COUNT_AXIS}>
          <Label value="observations" position="insideBottomRight" {...AXIS_TEXT} />
        </XAxis>
        <YAxis domain={domain} tickFormatter={wealthText} {...VALUE_AXIS} width={60}>
          <Label value="wealth (each step is a factor)" {...VALUE_LABEL} />
        </YAxis>
        <Tooltip
          isAnimationActive={false}
          cursor={CURSOR}
          content={({ active, label }) => (
            <PointCard point={active ? points.find(({ n }) => n === Number(label)) : undefined} />
          )}
        />
        <ReferenceLine y={limit} stroke="var(--muted)" strokeDasharray="2 3">
          <Label value={`limit ${wealthText(limit)}`} position="insideTopLeft" {...AXIS_TEXT} />
        </ReferenceLine>
        {(['promote', 'rollBack'] as const).map((key) => (
          <Line
            key={key}
            dataKey={key}
            name={BETS[key].name}
            stroke={BETS[key].color}
            strokeWidth={2}
            {...(BETS[key].dashes ? { strokeDasharray: BETS[key].dashes } : {})}
            dot={points.length === 1}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

function PointCard({ point }: { point: WealthPoint | undefined }) {
  if (!point) return null;
  return (
    <TooltipCard
      title={`After ${formatCountOf(point.n, 'observation')}`}
      rows={[
        [BETS.promote.name, wealthText(point.promote)],
        [BETS.rollBack.name, wealthText(point.rollBack)],
      ]}
    />
  );
}
