import { describe, expect, it } from 'vitest';
import type { SpanItem } from '#lib/contracts/traces.ts';
import { prepareAttributes, prepareEvents, prepareModelFacts, shareOfTrace } from './span-detail.ts';

const SPAN: SpanItem = {
  span_id: 'a'.repeat(16),
  parent_span_id: null,
  name: 'chat gpt-4.1-mini',
  kind: 'client',
  service: 'llm-regression-guard',
  started_at: '2026-01-01T00:00:00.000Z',
  offset_ms: 100,
  duration_ms: 50,
  status: 'ok',
  status_message: null,
  attributes: {},
  events: [],
  chat_id: null,
};

describe('prepareAttributes', () => {
  it('writes texts as they are and everything else as JSON, by name', () => {
    expect(prepareAttributes({ b: 'x', a: 1.5, d: ['p', 2], c: { e: null }, f: false })).toEqual([
      ['a', '1.5'],
      ['b', 'x'],
      ['c', '{"e":null}'],
      ['d', '["p",2]'],
      ['f', 'false'],
    ]);
  });
});

describe('prepareModelFacts', () => {
  it('reads the names of OpenTelemetry', () => {
    expect(
      prepareModelFacts({
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4.1-mini',
        'gen_ai.response.model': 'gpt-4.1-mini-2025',
        'gen_ai.usage.input_tokens': 1200,
        'gen_ai.usage.output_tokens': 34,
        'lrg.cost_usd': 0.0012,
      }),
    ).toEqual([
      ['Operation', 'chat'],
      ['Model', 'gpt-4.1-mini-2025'],
      ['Input tokens', '1,200'],
      ['Output tokens', '34'],
      ['Cost', '$0.0012'],
    ]);
  });

  it('leaves out what is missing or of another form', () => {
    expect(prepareModelFacts({ 'http.method': 'GET', 'gen_ai.request.model': { name: 'x' } })).toEqual([]);
  });
});

it('tells when events were, in order and from the start of the span', () => {
  const event = (name: string, offsetMs: number) => ({ name, offset_ms: offsetMs, attributes: { n: 1 } });
  expect(
    prepareEvents({ ...SPAN, events: [event('late', 140), event('first', 112.5), event('early', 99)] }),
  ).toEqual([
    { name: 'early', when: '−1 ms', attributes: [['n', '1']] },
    { name: 'first', when: '+13 ms', attributes: [['n', '1']] },
    { name: 'late', when: '+40 ms', attributes: [['n', '1']] },
  ]);
});

it.each([
  [50, 200, '25%'],
  [300, 200, '100%'],
  [0, 0, '–'],
])('%s of %s ms is %s', (spanMs, traceMs, text) => {
  expect(shareOfTrace(spanMs, traceMs)).toBe(text);
});
