import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaPath, linePath, ticksWithRoom, xOf, yOf, type PlotFrame } from './plot.ts';

const frame: PlotFrame = { left: 10, top: 20, right: 110, bottom: 220, xDomain: [0, 10], yDomain: [0, 1] };

describe('linePath', () => {
  it.each([
    ['nothing', [], false, ''],
    [
      'a line',
      [
        [0, 0],
        [10, 1],
      ],
      false,
      'M10,220L110,20',
    ],
    [
      'a break',
      [
        [0, 0],
        [2, 0.5],
        [4, null],
        [6, 0.5],
        [8, 1],
      ],
      false,
      'M10,220L30,120M70,120L90,20',
    ],
    [
      'what is missing is stepped over',
      [
        [0, 0],
        [4, null],
        [6, 0.5],
      ],
      true,
      'M10,220L70,120',
    ],
    [
      'missing at the ends',
      [
        [0, null],
        [4, 1],
        [6, null],
      ],
      true,
      'M50,20',
    ],
  ] as const)('%s', (_, points, connects, path) => {
    expect(
      linePath(
        frame,
        points.map(([x, y]) => ({ x, y })),
        connects,
      ),
    ).toBe(path);
  });
});

it('an area goes along its upper bounds and back along the lower ones, in pieces', () => {
  const points = [
    { x: 0, bounds: [0.25, 0.75] as const },
    { x: 5, bounds: [0, 1] as const },
    { x: 6, bounds: null },
    { x: 10, bounds: [0.5, 0.5] as const },
  ];
  expect(areaPath(frame, points)).toBe('M10,70L60,20L60,220L10,170ZM110,120L110,120Z');
  expect(areaPath(frame, [])).toBe('');
});

it('edges of the domain lie on the edges of the plot, and one value alone in the middle', () => {
  expect([xOf(frame, 0), xOf(frame, 10), yOf(frame, 0), yOf(frame, 1)]).toEqual([10, 110, 220, 20]);
  const flat: PlotFrame = { ...frame, xDomain: [3, 3], yDomain: [3, 3] };
  expect([xOf(flat, 3), yOf(flat, 3)]).toEqual([60, 120]);
});

describe('ticksWithRoom', () => {
  const tick = fc.record({ step: fc.integer({ min: 0, max: 80 }), width: fc.integer({ min: 1, max: 90 }) });
  it('leaves a gap between any two, keeps the first and leaves out no more than it must', () => {
    fc.assert(
      fc.property(fc.array(tick, { minLength: 1, maxLength: 30 }), (items) => {
        let at = 0;
        const ticks = items.map(({ step, width }) => ({ at: (at += step), width }));
        const shown = ticksWithRoom(ticks, 16);
        expect(shown[0]).toBe(ticks[0]);
        shown.slice(1).forEach((each, index) => {
          const before = shown[index];
          if (before)
            expect(each.at - each.width / 2 - before.at - before.width / 2).toBeGreaterThanOrEqual(16);
        });
      }),
    );
  });

  it('shows all where there is room, none of none', () => {
    const ticks = [0, 60, 120].map((at) => ({ at, width: 40 }));
    expect(ticksWithRoom(ticks, 16)).toEqual(ticks);
    expect(ticksWithRoom(ticks, 30)).toEqual([ticks[0], ticks[2]]);
    expect(ticksWithRoom([], 16)).toEqual([]);
  });
});
