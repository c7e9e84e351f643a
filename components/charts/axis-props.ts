import { formatScoreTick, formatTimeTick, type ScoreAxis } from '#lib/view-models/axis.ts';
import { formatCount } from '#lib/view-models/format.ts';
import { zoneName } from '#lib/view-models/time.ts';

/** How every chart writes and rules; properties for recharts, which wants its axes as the chart's own children. */
export const AXIS_TEXT = { fill: 'var(--muted)', fontSize: 12 };
export const CURSOR = { stroke: 'var(--control)', strokeWidth: 1 };
export const CHART_MARGIN = { top: 24, right: 24, bottom: 8, left: 0 };

const BOTTOM_AXIS = {
  type: 'number',
  tick: AXIS_TEXT,
  tickLine: false,
  tickMargin: 8,
  height: 46,
  axisLine: { stroke: 'var(--line)' },
} as const;

/** A horizontal axis of time, in milliseconds since 1970. */
export function timeAxis(domain: readonly [number, number], ticks: readonly number[]) {
  return {
    ...BOTTOM_AXIS,
    dataKey: 'timeMs',
    scale: 'time',
    domain: [...domain] as [number, number],
    ticks: [...ticks],
    interval: 'equidistantPreserveStart',
    tickFormatter: formatTimeTick,
    minTickGap: 16,
  } as const;
}

/** The horizontal axis's unit: the reader's time zone, and what else there is to say of a point. */
export function timeLabel([, toMs]: readonly [number, number], note = '') {
  return { value: `time (${zoneName(toMs)})${note}`, position: 'insideBottomRight', ...AXIS_TEXT } as const;
}

/** A horizontal axis that counts observations from 0. */
export const COUNT_AXIS = {
  ...BOTTOM_AXIS,
  dataKey: 'n',
  domain: [0, 'dataMax'] as [number, 'dataMax'],
  tickFormatter: formatCount,
  minTickGap: 24,
} as const;

/** A vertical axis: its ticks without lines. */
export const VALUE_AXIS = { tick: AXIS_TEXT, tickLine: false, axisLine: false } as const;

/** A vertical axis of scores. */
export function scoreAxisProps(axis: ScoreAxis) {
  return {
    ...VALUE_AXIS,
    domain: axis.domain,
    ticks: axis.ticks,
    tickFormatter: (score: number) => formatScoreTick(score, axis),
    width: 52,
  };
}

/** Makes a chart over time a thing to press: what is behind the nearest point is opened, by its time. */
export function opensPoints(onOpen: (timeMs: number) => void) {
  return {
    className: 'cursor-pointer',
    onClick: ({ activeLabel }: { activeLabel?: string | number | undefined }) => {
      if (activeLabel !== undefined) onOpen(Number(activeLabel));
    },
  };
}

/** The vertical axis's unit, above it. */
export const VALUE_LABEL = {
  position: 'top',
  offset: 12,
  dx: -8,
  textAnchor: 'start',
  ...AXIS_TEXT,
} as const;
