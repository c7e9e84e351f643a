import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpanItem, Trace } from '#lib/contracts/traces.ts';
import { prepareWaterfall, shownRows, treeMove } from './waterfall.ts';

const span = (id: string, parent: string | null, offsetMs: number, durationMs: number): SpanItem => ({
  span_id: id,
  parent_span_id: parent,
  name: `step ${id}`,
  kind: 'internal',
  service: 'shop',
  started_at: '2026-01-01T00:00:00.000Z',
  offset_ms: offsetMs,
  duration_ms: durationMs,
  status: 'unset',
  status_message: null,
  attributes: {},
  events: [],
  chat_id: null,
});

const trace = (spans: SpanItem[], durationMs = 0): Trace => ({
  trace_id: 'f'.repeat(32),
  started_at: '2026-01-01T00:00:00.000Z',
  duration_ms: durationMs,
  spans,
  is_cut: false,
});

describe('prepareWaterfall', () => {
  it('places bars on the axis of the whole trace', () => {
    const { rows } = prepareWaterfall(trace([span('a', null, 0, 200), span('b', 'a', 50, 100)], 200));
    expect(rows.map(({ id, offset, width, duration }) => [id, offset, width, duration])).toEqual([
      ['a', 0, 1, '200 ms'],
      ['b', 0.25, 0.5, '100 ms'],
    ]);
  });

  it('makes the axis as long as its last span, whatever the trace says', () => {
    const { rows, ticks } = prepareWaterfall(trace([span('a', null, 0, 100), span('b', 'a', 300, 100)], 100));
    expect(rows.map(({ width }) => width)).toEqual([0.25, 0.25]);
    expect(ticks.at(-1)?.label).toBe('400 ms');
  });

  it('counts services, failures and exchanges', () => {
    const chatId = '0199a5a0-0000-7000-8000-000000000001';
    const prepared = prepareWaterfall(
      trace([
        { ...span('a', null, 0, 9), status: 'error' },
        { ...span('b', 'a', 1, 2), service: 'gateway', chat_id: chatId },
        { ...span('c', 'b', 2, 1), service: 'gateway', chat_id: chatId },
      ]),
    );
    expect(prepared).toMatchObject({
      services: [
        { name: 'shop', spans: 1 },
        { name: 'gateway', spans: 2 },
      ],
      errors: 1,
      chatIds: [chatId],
    });
    expect(prepared.rows.map(({ service }) => service)).toEqual([0, 1, 1]);
  });

  it('marks the first token', () => {
    const events = [
      { name: 'retry', offset_ms: 10, attributes: {} },
      { name: 'gen_ai.first_token', offset_ms: 30, attributes: {} },
    ];
    const { rows } = prepareWaterfall(
      trace([{ ...span('a', null, 0, 40), events }, span('b', 'a', 1, 1)], 40),
    );
    expect(rows.map(({ firstToken }) => firstToken)).toEqual([0.75, null]);
  });

  it('keeps every bar on the axis', () => {
    const time = fc.double({ min: -10, max: 1e7, noNaN: true });
    const length = fc.double({ min: 0, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(time, length), { maxLength: 20 }), length, (times, durationMs) => {
        const spans = times.map(([offsetMs, lengthMs], i) => span(`s${i}`, null, offsetMs, lengthMs));
        for (const { offset, width } of prepareWaterfall(trace(spans, durationMs)).rows) {
          expect(Math.min(offset, width)).toBeGreaterThanOrEqual(0);
          expect(offset + width).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });
});

const { rows } = prepareWaterfall(
  trace([
    span('a', null, 0, 9),
    span('b', 'a', 1, 2),
    span('c', 'b', 2, 1),
    span('d', 'a', 3, 1),
    span('e', null, 4, 1),
  ]),
);
const idsOf = (folded: string[]) => shownRows(rows, new Set(folded)).map(({ id }) => id);

describe('shownRows', () => {
  it.each([
    [[], ['a', 'b', 'c', 'd', 'e']],
    [['b'], ['a', 'b', 'd', 'e']],
    [
      ['a', 'b'],
      ['a', 'e'],
    ],
    [
      ['c', 'gone'],
      ['a', 'b', 'c', 'd', 'e'],
    ],
  ])('%s folded', (folded, expected) => {
    expect(idsOf(folded)).toEqual(expected);
  });

  it('shows a row when nothing above it is folded', () => {
    fc.assert(
      fc.property(fc.subarray(['a', 'b', 'c', 'd', 'e']), (folded) => {
        const above = new Map(rows.map(({ id, parentId }) => [id, parentId]));
        const isShown = (id: string): boolean => {
          const parent = above.get(id) ?? null;
          return parent === null || (!folded.includes(parent) && isShown(parent));
        };
        expect(idsOf(folded)).toEqual(rows.map(({ id }) => id).filter(isShown));
      }),
    );
  });
});

describe('treeMove', () => {
  it.each([
    ['ArrowDown', 'a', [], { to: 'b' }],
    ['ArrowDown', 'e', [], null],
    ['ArrowDown', 'a', ['a'], { to: 'e' }],
    ['ArrowUp', 'b', [], { to: 'a' }],
    ['ArrowUp', 'a', [], null],
    ['Home', 'd', [], { to: 'a' }],
    ['End', 'b', [], { to: 'e' }],
    ['ArrowLeft', 'b', [], { fold: 'b', isFolded: true }],
    ['ArrowLeft', 'b', ['b'], { to: 'a' }],
    ['ArrowLeft', 'c', [], { to: 'b' }],
    ['ArrowLeft', 'e', [], null],
    ['ArrowRight', 'b', ['b'], { fold: 'b', isFolded: false }],
    ['ArrowRight', 'a', [], { to: 'b' }],
    ['ArrowRight', 'c', [], null],
    ['Enter', 'a', [], null],
    ['ArrowDown', 'gone', [], null],
  ])('%s on %s with %j folded', (key, id, folded, expected) => {
    const set = new Set(folded);
    expect(treeMove(key, shownRows(rows, set), set, id)).toEqual(expected);
  });
});
