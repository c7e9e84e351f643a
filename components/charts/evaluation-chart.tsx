'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Label,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { EvaluationSource } from '#lib/contracts/evaluations.ts';
import type { EvaluationChart as Chart, EvaluationPoint } from '#lib/view-models/evaluation-chart.ts';
import { formatScore } from '#lib/view-models/format.ts';
import { formatExactTime } from '#lib/view-models/time.ts';
import { CHART_MARGIN, CURSOR, scoreAxisProps, timeAxis, timeLabel, VALUE_LABEL } from './axis-props.ts';
import { SOURCE_LOOKS, SourceSwatch } from './evaluation-looks.tsx';

/** Draws mean scores by source over time, each in the band of its interval; everything it shows is prepared. */
export function EvaluationChart({ chart }: { chart: Chart }) {
  const { lines, points, scores, timeDomain, timeTicks } = chart;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={[...points]} margin={CHART_MARGIN} title="Mean scores over time">
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...timeAxis(timeDomain, timeTicks)}>
          <Label {...timeLabel(timeDomain)} />
        </XAxis>
        <YAxis {...scoreAxisProps(scores)} allowDataOverflow>
          <Label value="mean score (0–1)" {...VALUE_LABEL} />
        </YAxis>
        <Tooltip
          isAnimationActive={false}
          cursor={CURSOR}
          content={({ active, label }) => (
            <Hint
              chart={chart}
              point={active ? points.find(({ timeMs }) => timeMs === Number(label)) : undefined}
            />
          )}
        />
        {lines.map(({ source, name }) => (
          <Area
            key={`band ${source}`}
            dataKey={`bands.${source}`}
            name={`95% interval: ${name}`}
            stroke="none"
            fill={SOURCE_LOOKS[source].color}
            fillOpacity={0.12}
            isAnimationActive={false}
            activeDot={false}
          />
        ))}
        {lines.map(({ source, name }) => (
          <Line
            key={source}
            dataKey={(point: EvaluationPoint) => point.means[source]}
            name={name}
            stroke={SOURCE_LOOKS[source].color}
            strokeDasharray={SOURCE_LOOKS[source].dashes}
            strokeWidth={2}
            // A line has no length at a point without neighbours.
            dot={({ cx, cy, index }) =>
              isAlone(points, source, index) ? (
                <circle key={index} cx={cx} cy={cy} r={3} fill={SOURCE_LOOKS[source].color} />
              ) : (
                <g key={index} />
              )
            }
            connectNulls={false}
            isAnimationActive={false}
            activeDot={{ r: 3, fill: SOURCE_LOOKS[source].color, stroke: 'var(--surface)' }}
          >
            <ErrorBar
              dataKey={(point: EvaluationPoint) => whiskersOf(points, source, point)}
              direction="y"
              width={4}
              stroke={SOURCE_LOOKS[source].color}
              isAnimationActive={false}
            />
          </Line>
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function isAlone(points: readonly EvaluationPoint[], source: EvaluationSource, at: number): boolean {
  const isGap = (index: number) => (points[index]?.means[source] ?? null) === null;
  return !isGap(at) && isGap(at - 1) && isGap(at + 1);
}

/** A band has no width at a point without neighbours either: such a point has whiskers, down and up from the mean. */
function whiskersOf(
  points: readonly EvaluationPoint[],
  source: EvaluationSource,
  point: EvaluationPoint,
): [number, number] {
  const band = point.bands[source];
  const mean = point.means[source];
  if (band === null || mean === null || !isAlone(points, source, points.indexOf(point))) return [0, 0];
  return [mean - band[0], band[1] - mean];
}

function Hint({ chart, point }: { chart: Chart; point: EvaluationPoint | undefined }) {
  if (!point) return null;
  return (
    <div className="rounded-md border border-line bg-surface px-3 py-2 text-xs shadow-pop">
      <p className="mb-1.5 text-muted tabular-nums">{formatExactTime(point.timeMs)}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-6 gap-y-1">
        {chart.lines.map(({ source, name }) => {
          const band = point.bands[source];
          return (
            <div key={source} className="contents">
              <dt className="flex items-center gap-2 text-muted">
                <SourceSwatch source={source} />
                {name}
              </dt>
              <dd className="text-right tabular-nums">
                <span className="font-medium">{formatScore(point.means[source])}</span>
                <span className="text-muted">
                  {band ? ` (${formatScore(band[0])} to ${formatScore(band[1])})` : ''}
                  {point.n[source] === null ? '' : `, n = ${point.n[source]}`}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
