import { describe, expect, it } from 'vitest';
import { readOtlpTraces } from './otlp.ts';

const SPAN = {
  traceId: '5B8EFFF798038103D269B633813FC60C',
  spanId: 'eee19b7ec3c1b174',
  name: 'answer',
  kind: 2,
  startTimeUnixNano: '1763700000123456789',
  endTimeUnixNano: '1763700001023456789',
};
const request = (spans: unknown[], resource: unknown = { attributes: [] }) => ({
  resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'tracer' }, spans }] }],
});
const attribute = (key: string, value: unknown) => ({ key, value });

describe('an OTLP request', () => {
  it('gives its spans, to the microsecond', () => {
    const resource = {
      attributes: [
        attribute('service.name', { stringValue: 'checkout' }),
        attribute('service.version', { stringValue: '1.4.2' }),
        attribute('host.name', { stringValue: 'n1' }),
      ],
    };
    expect(readOtlpTraces(request([SPAN], resource))).toEqual({
      rejected: { count: 0, reason: null },
      spans: [
        {
          traceId: '5b8efff798038103d269b633813fc60c',
          spanId: 'eee19b7ec3c1b174',
          parentSpanId: null,
          name: 'answer',
          kind: 'server',
          service: 'checkout',
          startedAtMs: 1763700000123.456,
          durationMs: 900,
          status: 'unset',
          statusMessage: null,
          attributes: { 'service.version': '1.4.2', 'otel.scope.name': 'tracer' },
          events: [],
        },
      ],
    });
  });

  it.each([
    ['stringValue', { stringValue: 'a' }, 'a'],
    ['boolValue', { boolValue: false }, false],
    ['intValue as text', { intValue: '42' }, 42],
    ['intValue beyond a double', { intValue: '9223372036854775807' }, '9223372036854775807'],
    ['doubleValue', { doubleValue: 0.5 }, 0.5],
    ['doubleValue of no number', { doubleValue: 'NaN' }, 'NaN'],
    ['bytes', { bytesValue: Uint8Array.of(1, 255) }, '01ff'],
    ['a list', { arrayValue: { values: [{ intValue: 1 }, { stringValue: 'b' }] } }, [1, 'b']],
    ['pairs', { kvlistValue: { values: [attribute('k', { boolValue: true })] } }, { k: true }],
    ['nothing', {}, null],
  ])('has attributes of %s', (_kind, value, expected) => {
    const read = readOtlpTraces(request([{ ...SPAN, attributes: [attribute('x', value)] }]));
    expect(read?.spans[0]?.attributes.x).toEqual(expected);
  });

  it('takes kinds and codes by number and by name', () => {
    const spans = [
      { ...SPAN, kind: 'SPAN_KIND_CLIENT', status: { code: 'STATUS_CODE_ERROR', message: 'away' } },
      { ...SPAN, kind: 5, status: { code: 1 } },
      { ...SPAN, kind: 77, status: { code: 77 } },
    ];
    expect(readOtlpTraces(request(spans))?.spans).toMatchObject([
      { kind: 'client', status: 'error', statusMessage: 'away' },
      { kind: 'consumer', status: 'ok', statusMessage: null },
      { kind: 'internal', status: 'unset' },
    ]);
  });

  it.each([
    ['without an id', { ...SPAN, traceId: '' }, /^traceId/],
    ['with an id of zeros', { ...SPAN, spanId: '0000000000000000' }, /^spanId/],
    ['without a start', { ...SPAN, startTimeUnixNano: undefined }, /^startTimeUnixNano/],
    ['with an end before 1970', { ...SPAN, endTimeUnixNano: '-5' }, /^endTimeUnixNano/],
  ])('rejects a span %s, and no other', (_what, span, reason) => {
    const read = readOtlpTraces(request([span, SPAN, span]));
    expect(read?.spans).toHaveLength(1);
    expect(read?.rejected).toEqual({ count: 2, reason: expect.stringMatching(reason) as unknown });
  });

  it('keeps a span whose clock was set back', () => {
    const read = readOtlpTraces(request([{ ...SPAN, endTimeUnixNano: '1763600000000000000' }]));
    expect(read?.spans).toMatchObject([{ durationMs: 0 }]);
  });

  it('cuts what is too long or too deep', () => {
    let deep: unknown = { intValue: 1 };
    for (let level = 0; level < 20; level += 1) deep = { arrayValue: { values: [deep] } };
    const attributes = [
      attribute('long', { stringValue: 'x'.repeat(20_000) }),
      attribute('deep', deep),
      ...Array.from({ length: 200 }, (_, i) => attribute(`a${i}`, { intValue: i })),
    ];
    const [span] = readOtlpTraces(request([{ ...SPAN, attributes }]))?.spans ?? [];
    expect(String(span?.attributes.long)).toHaveLength(16_384);
    expect(JSON.stringify(span?.attributes.deep)).toBe('[[[[[[[["…"]]]]]]]]');
    expect(Object.keys(span?.attributes ?? {})).toHaveLength(129); // and the scope's name
  });

  it.each([null, 5, [], 'x', { resourceSpans: 'x' }])('is not %j', (value) => {
    expect(readOtlpTraces(value)).toBeNull();
  });

  it('may be empty', () => {
    expect(readOtlpTraces({})).toEqual({ spans: [], rejected: { count: 0, reason: null } });
  });
});
