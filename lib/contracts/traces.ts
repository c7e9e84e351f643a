import { z } from 'zod';
import { SPAN_KINDS, SPAN_STATUSES } from '#lib/domain/trace/span.ts';
import { pageOf, pageQuerySchema } from './page.ts';
import { decimalNumber } from './decimal-number.ts';

const traceId = z.string().regex(/^[0-9a-f]{32}$/, 'expected 32 hexadecimal digits');

/** A step of a trace, as OpenTelemetry means it. */
export const spanSchema = z
  .object({
    span_id: z.string(),
    parent_span_id: z.string().nullable(),
    name: z.string(),
    kind: z.enum(SPAN_KINDS),
    service: z.string(),
    started_at: z.iso.datetime(),
    offset_ms: z.number().meta({ description: 'From the start of the trace.' }),
    duration_ms: z.number(),
    status: z.enum(SPAN_STATUSES),
    status_message: z.string().nullable(),
    attributes: z.record(z.string(), z.unknown()),
    events: z.array(
      z.object({
        name: z.string(),
        offset_ms: z.number(),
        attributes: z.record(z.string(), z.unknown()),
      }),
    ),
    chat_id: z.uuid().nullable().meta({ description: 'The exchange of the gateway that this span is.' }),
  })
  .meta({ id: 'Span' });

export const traceSchema = z
  .object({
    trace_id: traceId,
    started_at: z.iso.datetime(),
    duration_ms: z.number().meta({ description: 'From the start of the first span to the end of the last.' }),
    spans: z.array(spanSchema).meta({ description: 'By their start.' }),
    is_cut: z.boolean().meta({ description: 'There are more spans than one answer holds.' }),
  })
  .meta({ id: 'Trace' });

export const traceItemSchema = z
  .object({
    trace_id: traceId,
    name: z.string().nullable().meta({ description: "The root span's; null while it hasn't come." }),
    service: z.string(),
    started_at: z.iso.datetime(),
    duration_ms: z.number(),
    spans: z.int(),
    errors: z.int(),
    chat_id: z.uuid().nullable().meta({ description: 'The first exchange of the gateway in it.' }),
  })
  .meta({ id: 'TraceItem' });

export const tracePageSchema = pageOf(traceItemSchema).meta({ id: 'TracePage' });

export const tracesQuerySchema = z.strictObject({
  ...pageQuerySchema.shape,
  from: z.iso.datetime({ offset: true }).optional().meta({ description: '24 hours ago by default.' }),
  to: z.iso.datetime({ offset: true }).optional(),
  service: z.string().min(1).max(256).optional(),
  name: z.string().min(1).max(256).optional().meta({ description: 'A part of the name, in any case.' }),
  failed: z.enum(['true', 'false']).optional().meta({ description: 'With or without failed spans.' }),
  min_duration_ms: decimalNumber(z.number().min(0).max(1e9)).optional(),
});

export type SpanItem = z.infer<typeof spanSchema>;
export type Trace = z.infer<typeof traceSchema>;
export type TraceItem = z.infer<typeof traceItemSchema>;
export type TracePage = z.infer<typeof tracePageSchema>;
export type TracesQuery = z.infer<typeof tracesQuerySchema>;
