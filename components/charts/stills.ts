import { formatScoreTick, formatTimeTick, type ScoreAxis } from '#lib/view-models/axis.ts';
import { formatCount } from '#lib/view-models/format.ts';
import type { ScoreTrend } from '#lib/view-models/score-trend.ts';
import type { ShadowChart } from '#lib/view-models/shadow-chart.ts';
import type { DecisionView } from '#lib/view-models/shadow-decision.ts';
import { countTicks } from '#lib/view-models/value-axis.ts';
import { zoneName } from '#lib/view-models/time.ts';
import { BAND_LOOKS } from './band-looks.tsx';
import type { StillDrawing } from './still.tsx';
import { SIDES, type Side } from './swatch.tsx';
import { lineLook, OVERALL_LOOK } from './trend-looks.tsx';

/** Many runs leave no room for dots, but the baseline always has its own. */
export const MOST_DOTS = 60;

/** Names of axes; the charts of recharts use them too. */
export const SCORE_LABEL = 'score (0–1)';
export const JUDGE_SCORE_LABEL = 'judge score (0–1)';
export const DIFFERENCE_LABEL = 'judge score, candidate − production';

/** The picture of ScoreTrendChart. */
export function trendStill(trend: ScoreTrend, shown: ReadonlySet<number>): StillDrawing {
  const { points, thresholds } = trend;
  const threshold = (at: number, name: string, dashes: string) => ({
    ...{ axis: 'y' as const, at, color: 'var(--negative)', dashes, label: `${name} ${at.toFixed(2)}` },
  });
  return {
    x: timeAxisOf(trend),
    y: scoreAxisOf(trend.scores, SCORE_LABEL),
    band: {
      points: points.map(({ timeMs, band }) => ({ x: timeMs, bounds: band })),
      ...{ color: OVERALL_LOOK.color, opacity: 0.14 },
    },
    rules: [
      ...points
        .filter(({ bump }) => bump !== null)
        .map(({ timeMs }) => ({ axis: 'x' as const, at: timeMs, color: 'var(--control)', dashes: '1 3' })),
      threshold(thresholds.overall, 'overall threshold', '6 4'),
      ...(shown.size > 0 ? [threshold(thresholds.category, 'category threshold', '2 3')] : []),
    ],
    lines: [
      ...trend.lines.flatMap((name, index) =>
        shown.has(index)
          ? [
              {
                ...{ name, ...lineLook(index), width: 1.25, connects: true },
                points: points.map(({ timeMs, categories }) => ({ x: timeMs, y: categories[index] ?? null })),
              },
            ]
          : [],
      ),
      {
        ...{ name: 'Overall', ...OVERALL_LOOK, width: 2.25 },
        points: points.map(({ timeMs, overall }) => ({ x: timeMs, y: overall })),
      },
    ],
    marks: points
      .filter(({ isBaseline }) => isBaseline || points.length <= MOST_DOTS)
      .map(({ runId, timeMs, overall, isBaseline }) => ({
        ...{ key: runId, x: timeMs, y: overall, color: OVERALL_LOOK.color },
        shape: isBaseline ? ('diamond' as const) : ('dot' as const),
      })),
  };
}

/** The picture of ShadowChart. */
export function shadowStill(chart: ShadowChart): StillDrawing {
  const lineOf = (side: Side) => {
    const { name, color, dashes } = SIDES[side];
    const points = chart.points.map((point) => ({ x: point.timeMs, y: point[side] }));
    return { name, color, dashes, width: 2, points };
  };
  const marksOf = (side: Side) =>
    chart.points.flatMap(({ timeMs, isAlone, [side]: y }) =>
      isAlone && y !== null
        ? [{ key: `${side}${timeMs}`, x: timeMs, y, shape: 'dot' as const, color: SIDES[side].color }]
        : [],
    );
  return {
    x: timeAxisOf(chart),
    y: scoreAxisOf(chart.scores, JUDGE_SCORE_LABEL),
    rules: [],
    lines: [lineOf('production'), lineOf('shadow')],
    marks: [...marksOf('production'), ...marksOf('shadow')],
  };
}

/** The picture of BandChart. */
export function bandStill({ points, axis, margin }: DecisionView['band']): StillDrawing {
  const most = points.at(-1)?.n ?? 0;
  const { color } = BAND_LOOKS.mean;
  return {
    x: {
      domain: [0, most],
      ticks: countTicks(most).map((at) => ({ at, label: formatCount(at) })),
      label: 'observations',
    },
    y: scoreAxisOf(axis, DIFFERENCE_LABEL),
    band: { points: points.map(({ n, band }) => ({ x: n, bounds: band })), ...BAND_LOOKS.bounds },
    rules: [
      { axis: 'y', at: 0, color: 'var(--muted)' },
      { axis: 'y', at: -margin, ...BAND_LOOKS.margin },
    ],
    lines: [{ name: 'Mean', color, width: 2, points: points.map(({ n, mean }) => ({ x: n, y: mean })) }],
    marks:
      points.length === 1
        ? points.map(({ n, mean }) => ({ key: 'one', x: n, y: mean, shape: 'dot', color }))
        : [],
  };
}

function timeAxisOf({
  timeDomain,
  timeTicks,
}: {
  timeDomain: [number, number];
  timeTicks: readonly number[];
}) {
  return {
    domain: timeDomain,
    ticks: timeTicks.map((at) => ({ at, label: formatTimeTick(at) })),
    label: `time (${zoneName(timeDomain[1])})`,
  };
}

function scoreAxisOf(axis: ScoreAxis, label: string) {
  const ticks = axis.ticks.map((at) => ({ at, label: formatScoreTick(at, axis) }));
  return { domain: axis.domain, ticks, label };
}
