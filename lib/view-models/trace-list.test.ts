import { describe, expect, it } from 'vitest';
import type { TraceItem } from '#lib/contracts/traces.ts';
import { otlpSettings, prepareTraceRows, readTraceFilters, servicesOf } from './trace-list.ts';

const item = (durationMs: number, service = 'shop'): TraceItem => ({
  trace_id: 'f'.repeat(32),
  name: null,
  service,
  started_at: '2026-01-01T00:00:00.000Z',
  duration_ms: durationMs,
  spans: 3,
  errors: 1,
  chat_id: null,
});

describe('prepareTraceRows', () => {
  it('compares lengths with the longest', () => {
    expect(prepareTraceRows([item(500), item(2_000)])).toMatchObject([
      { duration: '500 ms', share: 0.25, startedMs: Date.parse('2026-01-01') },
      { duration: '2.00 s', share: 1 },
    ]);
  });

  it('takes traces without length, and none', () => {
    expect(prepareTraceRows([item(0)])).toMatchObject([{ duration: '0 ms', share: 0 }]);
    expect(prepareTraceRows([])).toEqual([]);
  });
});

it('reads filters that say something', () => {
  const params = new URLSearchParams('name=POST&service=&failed=true&range=7d&min_duration_ms=20');
  expect(readTraceFilters(params)).toEqual({ name: 'POST', failed: 'true', min_duration_ms: '20' });
});

it('lists each service once', () => {
  expect(servicesOf([item(1, 'shop'), item(1, 'cart'), item(1, 'shop')])).toEqual(['cart', 'shop']);
});

it('names the address that the page was opened at', () => {
  expect(otlpSettings('https://guard.example').address).toContain(
    'OTEL_EXPORTER_OTLP_ENDPOINT=https://guard.example\n',
  );
});
