import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOtlpTraces } from '#lib/domain/trace/otlp.ts';
import { decodeTraceRequest, encodeTraceResponse } from './otlp-messages.ts';

/** What OpenTelemetry's own exporter (otlp-transformer 0.300.0) made of two spans: once as bytes, once as JSON. */
const FIXTURES = join(import.meta.dirname, '../../testing/otlp');
const FROM_EXPORTER = readFileSync(join(FIXTURES, 'exporter.bin'));
const AS_JSON: unknown = JSON.parse(readFileSync(join(FIXTURES, 'exporter.json'), 'utf8'));

describe('OTLP bytes', () => {
  it('hold the same spans as the JSON of the same exporter', () => {
    const read = readOtlpTraces(decodeTraceRequest(FROM_EXPORTER));
    expect(read).toEqual(readOtlpTraces(AS_JSON));
    expect(read?.spans).toHaveLength(2);
  });

  it('that are something else are refused', () => {
    expect(() => decodeTraceRequest(Buffer.from('{"resourceSpans":[]}'))).toThrow();
    expect(() => decodeTraceRequest(FROM_EXPORTER.subarray(0, 100))).toThrow();
  });

  it('of nothing are a request without spans', () => {
    expect(readOtlpTraces(decodeTraceRequest(new Uint8Array()))).toMatchObject({ spans: [] });
  });

  it('answer with the rejected spans', () => {
    // Field 1 of 6 bytes: its field 1 is 3, its field 2 the text "no".
    const bytes = encodeTraceResponse({ rejectedSpans: 3, errorMessage: 'no' });
    expect(Buffer.from(bytes).toString('hex')).toBe('0a06080312026e6f');
  });
});
