import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESOLUTION_MS, resolutionOf, type Resolution, segmentsOf, seriesStep } from './segments.ts';

const MINUTE = RESOLUTION_MS.minute;
const at = (text: string) => Date.parse(`2026-01-${text}Z`);
const told = (from: string, to: string, floorMs = 0, coarsest: Resolution = 'day') =>
  segmentsOf(at(from), at(to), floorMs, coarsest).map(
    ({ resolution, fromMs, toMs }) =>
      `${resolution} ${new Date(fromMs).toISOString().slice(8, 16)} ${new Date(toMs).toISOString().slice(8, 16)}`,
  );

describe('segmentsOf', () => {
  it.each([
    ['minutes', '15T10:05', '15T10:09', ['minute 15T10:05 15T10:09']],
    [
      'ten minutes inside',
      '15T10:05',
      '15T10:21',
      ['minute 15T10:05 15T10:10', 'ten 15T10:10 15T10:20', 'minute 15T10:20 15T10:21'],
    ],
    ['over an hour', '15T10:50', '15T11:20', ['ten 15T10:50 15T11:20']],
    [
      'hours inside',
      '15T09:50',
      '15T12:10',
      ['ten 15T09:50 15T10:00', 'hour 15T10:00 15T12:00', 'ten 15T12:00 15T12:10'],
    ],
    [
      'days inside',
      '14T16:59',
      '17T01:00',
      [
        'minute 14T16:59 14T17:00',
        'hour 14T17:00 14T18:00',
        'quarter 14T18:00 15T00:00',
        'day 15T00:00 17T00:00',
        'hour 17T00:00 17T01:00',
      ],
    ],
    ['nothing', '15T10:05', '15T10:05', []],
  ])('%s', (_, from, to, expected) => {
    expect(told(from, to)).toEqual(expected);
  });

  it('begins with whole hours where there are no minutes any more', () => {
    expect(told('15T08:50', '15T12:10', at('15T11:00'))).toEqual([
      'hour 15T08:00 15T12:00',
      'ten 15T12:00 15T12:10',
    ]);
  });

  it('has nothing coarser than asked for, but where there is nothing else', () => {
    expect(told('15T10:00', '15T12:00', 0, 'ten')).toEqual(['ten 15T10:00 15T12:00']);
    expect(told('15T10:00', '15T12:00', at('16T00:00'), 'ten')).toEqual(['hour 15T10:00 15T12:00']);
  });

  it('covers every whole minute once, with aligned buckets', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), (start, length) => {
        const [from, to] = [start * MINUTE, (start + length) * MINUTE];
        const segments = segmentsOf(from, to, 0);
        let expected = from;
        for (const { resolution, fromMs, toMs } of segments) {
          expect(fromMs).toBe(expected);
          expect(fromMs % RESOLUTION_MS[resolution]).toBe(0);
          expect(toMs % RESOLUTION_MS[resolution]).toBe(0);
          expected = toMs;
        }
        expect(expected).toBe(to);
      }),
    );
  });
});

describe('seriesStep', () => {
  it.each([
    [60, 'minute', 1],
    [12 * 60, 'minute', 5],
    [24 * 60, 'ten', 10],
    [7 * 24 * 60, 'hour', 60],
    [90 * 24 * 60, 'quarter', 12 * 60],
    [3_650 * 24 * 60, 'day', 30 * 24 * 60],
  ])('%d minutes in %ss', (minutes, resolution, step) => {
    const found = seriesStep(0, minutes * MINUTE, { mostPoints: 180, minuteFloorMs: 0 });
    expect(found).toEqual({ resolution, stepMs: step * MINUTE });
  });

  it('takes hours where minutes are gone', () => {
    expect(seriesStep(0, 60 * MINUTE, { mostPoints: 180, minuteFloorMs: MINUTE }).resolution).toBe('hour');
  });
});

describe('resolutionOf', () => {
  it.each([
    [5, 'minute'],
    [15, 'minute'],
    [30, 'ten'],
    [120, 'hour'],
    [6 * 60, 'quarter'],
    [12 * 60, 'quarter'],
    [7 * 24 * 60, 'day'],
  ])('%d minutes are made up of %ss', (minutes, resolution) => {
    expect(resolutionOf(minutes * MINUTE)).toBe(resolution);
  });
});
