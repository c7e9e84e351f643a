import type { SpanItem } from '#lib/contracts/traces.ts';
import { formatCost, formatCount, formatShare } from './format.ts';
import { formatSpanDuration } from './span-duration.ts';

export type Attribute = readonly [name: string, value: string];

/** Attributes by name, each value as a text: what isn't one itself as JSON. */
export function prepareAttributes(attributes: Readonly<Record<string, unknown>>): Attribute[] {
  return Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}

interface NamedAttribute {
  label: string;
  keys: readonly string[];
  show: (value: number | string) => string;
}

const asCount = (value: number | string) => (typeof value === 'number' ? formatCount(value) : value);
const asText = (value: number | string) => String(value);

/** What a call of a model notes, by OpenTelemetry's names and our own, in the words of the other pages. */
const OF_MODEL_CALLS: readonly NamedAttribute[] = [
  { label: 'Operation', keys: ['gen_ai.operation.name'], show: asText },
  { label: 'Model', keys: ['gen_ai.response.model', 'gen_ai.request.model'], show: asText },
  { label: 'Provider', keys: ['gen_ai.provider.name', 'gen_ai.system'], show: asText },
  { label: 'Input tokens', keys: ['gen_ai.usage.input_tokens'], show: asCount },
  { label: 'Output tokens', keys: ['gen_ai.usage.output_tokens'], show: asCount },
  {
    label: 'Cost',
    keys: ['lrg.cost_usd'],
    show: (value) => (typeof value === 'number' ? formatCost(value) : value),
  },
];

/** The facts about a call of a model among the attributes of a span. */
export function prepareModelFacts(attributes: Readonly<Record<string, unknown>>): Attribute[] {
  return OF_MODEL_CALLS.flatMap(({ label, keys, show }) => {
    const value = keys.map((key) => attributes[key]).find((found) => found !== undefined);
    return typeof value === 'number' || typeof value === 'string' ? [[label, show(value)] as const] : [];
  });
}

export interface SpanEventRow {
  name: string;
  /** Since the span's start, with its sign. */
  when: string;
  attributes: Attribute[];
}

/** What happened during a span, in order. */
export function prepareEvents({ events, offset_ms: startMs }: SpanItem): SpanEventRow[] {
  return events
    .toSorted((a, b) => a.offset_ms - b.offset_ms)
    .map(({ name, offset_ms: atMs, attributes }) => ({
      name,
      when: `${atMs < startMs ? '−' : '+'}${formatSpanDuration(Math.abs(atMs - startMs))}`,
      attributes: prepareAttributes(attributes),
    }));
}

/** A span's part of the time that its trace took. */
export function shareOfTrace(spanMs: number, traceMs: number): string {
  return traceMs > 0 ? formatShare(Math.min(1, spanMs / traceMs)) : '–';
}
