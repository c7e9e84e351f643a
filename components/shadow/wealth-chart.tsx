'use client';

import { Label, Line, ReferenceLine, YAxis } from 'recharts';
import { VALUE_AXIS, VALUE_LABEL } from '#components/charts/axis-props.ts';
import { wealthText, type DecisionView, type WealthPoint } from '#lib/view-models/shadow-decision.ts';
import { BETS, LIMIT } from './chart-parts.tsx';
import { CountChart } from './count-chart.tsx';

const rowsOf = (point: WealthPoint) =>
  [
    [BETS.promote.name, wealthText(point.promote)],
    [BETS.rollBack.name, wealthText(point.rollBack)],
  ] as const;

/** Both wealths over the number of observations, on a logarithmic scale, against the limit. */
export function WealthChart({ points, limit, domain, ticks }: DecisionView['wealth']) {
  return (
    <CountChart
      points={points}
      title="Evidence for both decisions"
      rowsOf={rowsOf}
      valueAxis={
        <YAxis domain={domain} ticks={[...ticks]} tickFormatter={wealthText} {...VALUE_AXIS} width={60}>
          <Label value="wealth (logarithmic scale)" {...VALUE_LABEL} />
        </YAxis>
      }
    >
      <ReferenceLine y={limit} stroke={LIMIT.color} strokeDasharray={LIMIT.dashes} />
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
    </CountChart>
  );
}
