import type { ShadowStream } from './shadow-report.ts';

/** Where a stream stood after `n` observations. */
export interface PathPoint {
  n: number;
  /** When the last of them was complete. */
  atMs: number;
  meanDelta: number;
  low: number;
  high: number;
  promoteLogWealth: number;
  rollBackLogWealth: number;
}

/** The way of a stream so far: every so-manieth point. */
export interface ShadowPath {
  /** A power of two. */
  every: number;
  points: readonly PathPoint[];
}

export const NEW_PATH: ShadowPath = { every: 1, points: [] };

const MOST_POINTS = 400;

/** Takes a stream's next state in. There are never more than 400 points: then every other one goes. */
export function extendPath(path: ShadowPath, stream: ShadowStream, atMs: number): ShadowPath {
  if (stream.decision.n % path.every !== 0) return path;
  const points = [...path.points, pathPoint(stream, atMs)];
  if (points.length <= MOST_POINTS) return { ...path, points };
  const every = 2 * path.every;
  return { every, points: points.filter(({ n }) => n % every === 0) };
}

/** Where a stream stands, after one observation at least. */
export function pathPoint({ decision, confidence }: ShadowStream, atMs: number): PathPoint {
  return {
    n: decision.n,
    atMs,
    meanDelta: decision.sum / decision.n,
    low: 2 * confidence.low - 1,
    high: 2 * confidence.high - 1,
    promoteLogWealth: decision.promote.logWealth,
    rollBackLogWealth: decision.rollBack.logWealth,
  };
}
