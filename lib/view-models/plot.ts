/** The axes of a drawing in pixels: where its plot lies and what its edges mean. */
export interface PlotFrame {
  left: number;
  top: number;
  right: number;
  bottom: number;
  xDomain: readonly [number, number];
  yDomain: readonly [number, number];
}

/** A place in values; a null breaks the line, or is stepped over. */
export interface PlotPoint {
  x: number;
  y: number | null;
}

/** Pixels from the left. */
export function xOf({ left, right, xDomain: [from, to] }: PlotFrame, x: number): number {
  return to === from ? (left + right) / 2 : left + ((x - from) / (to - from)) * (right - left);
}

/** Pixels from the top. */
export function yOf({ top, bottom, yDomain: [from, to] }: PlotFrame, y: number): number {
  return to === from ? (top + bottom) / 2 : bottom - ((y - from) / (to - from)) * (bottom - top);
}

/** The path of a line through points in their order; at a null it ends and begins anew, unless it connects what is around. */
export function linePath(frame: PlotFrame, points: readonly PlotPoint[], connects = false): string {
  let isDrawing = false;
  let path = '';
  for (const { x, y } of points) {
    if (y === null) {
      isDrawing &&= connects;
      continue;
    }
    path += `${isDrawing ? 'L' : 'M'}${round(xOf(frame, x))},${round(yOf(frame, y))}`;
    isDrawing = true;
  }
  return path;
}

/** The path of an area between bounds, one piece for each stretch of points that have them. */
export function areaPath(
  frame: PlotFrame,
  points: readonly { x: number; bounds: readonly [number, number] | null }[],
): string {
  const pieces: { x: number; bounds: readonly [number, number] }[][] = [];
  let piece: (typeof pieces)[number] | null = null;
  for (const { x, bounds } of points) {
    if (bounds === null) {
      piece = null;
      continue;
    }
    if (piece === null) pieces.push((piece = []));
    piece.push({ x, bounds });
  }
  return pieces
    .map((part) => {
      const side = (at: 0 | 1) =>
        part.map(({ x, bounds }) => `${round(xOf(frame, x))},${round(yOf(frame, bounds[at]))}`);
      return `M${[...side(1), ...side(0).reverse()].join('L')}Z`;
    })
    .join('');
}

/**
 * The ticks whose labels have room: every so many, from the first one on.
 *
 * @param ticks places in pixels with the width of each label, in order
 * @param gap least room between two labels, in pixels
 */
export function ticksWithRoom<T extends { at: number; width: number }>(
  ticks: readonly T[],
  gap: number,
): T[] {
  for (let every = 1; every < ticks.length; every += 1) {
    const shown = ticks.filter((_, index) => index % every === 0);
    const isFree = shown.every((tick, index) => {
      const before = shown[index - 1];
      return !before || tick.at - tick.width / 2 >= before.at + before.width / 2 + gap;
    });
    if (isFree) return shown;
  }
  return ticks.slice(0, 1);
}

const round = (pixels: number): number => Math.round(pixels * 100) / 100;
