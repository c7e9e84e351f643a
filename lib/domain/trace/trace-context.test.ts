import { describe, expect, it } from 'vitest';
import { chatIdOf, parseTraceparent, spanIdOf, traceIdOf } from './trace-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('traceparent', () => {
  it.each([
    ['as the specification shows it', `00-${TRACE}-${SPAN}-01`],
    ['with other flags', `00-${TRACE}-${SPAN}-00`],
    ['of a later version with more fields', `cc-${TRACE}-${SPAN}-01-what-the-future-holds`],
    ['with spaces around it', ` 00-${TRACE}-${SPAN}-01 `],
  ])('%s', (_what, header) => {
    expect(parseTraceparent(header)).toEqual({ traceId: TRACE, parentSpanId: SPAN });
  });

  it.each([
    ['absent', null],
    ['empty', ''],
    ['of version ff', `ff-${TRACE}-${SPAN}-01`],
    ['of version 00 with more fields', `00-${TRACE}-${SPAN}-01-x`],
    ['in capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['with a trace of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['with a parent of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['too short', `00-${TRACE.slice(1)}-${SPAN}-01`],
  ])('is ignored: %s', (_what, header) => {
    expect(parseTraceparent(header)).toBeNull();
  });
});

it('an exchange is found by its trace', () => {
  const id = '0199d3a0-0000-7000-8000-0000000000a1';
  expect(traceIdOf(id)).toBe('0199d3a0000070008000000000000' + '0a1');
  expect(spanIdOf(id)).toBe('80000000000000a1');
  expect(chatIdOf(traceIdOf(id))).toBe(id);
  expect(chatIdOf(TRACE)).toBeNull();
});
