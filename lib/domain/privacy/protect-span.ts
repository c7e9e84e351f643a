import type { Attributes, Span } from '../trace/span.ts';
import { redactMaybeJson, redactValue } from './redact-value.ts';
import type { TextRedactor } from './text-redactor.ts';

interface SpanTools {
  redact: TextRedactor;
}

/** A span with personal data replaced in all its texts. */
export function redactSpan(span: Span, { redact }: SpanTools): Span {
  const attributes = (values: Attributes) => redactValue(values, redact) as Attributes;
  return {
    ...span,
    name: redact(span.name),
    statusMessage: span.statusMessage === null ? null : redactMaybeJson(span.statusMessage, redact),
    attributes: attributes(span.attributes),
    events: span.events.map((event) => ({ ...event, attributes: attributes(event.attributes) })),
  };
}

/** Attributes whose texts name models, services and routes by OpenTelemetry's conventions, and quote nobody. */
const NAMES = [
  ...['gen_ai.system', 'gen_ai.provider.name', 'gen_ai.operation.name', 'gen_ai.request.model'],
  ...['gen_ai.response.model', 'gen_ai.token.type', 'error.type', 'http.request.method', 'http.route'],
  ...['service.version', 'deployment.environment', 'deployment.environment.name', 'otel.scope.name'],
];

/** A span without any text of an exchange: of its attributes numbers, switches and the names of models and services stay. */
export function hashOnlySpan(span: Span, { redact }: SpanTools): Span {
  return {
    ...span,
    name: redact(span.name),
    statusMessage: null,
    attributes: plainOf(span.attributes),
    events: span.events.map((event) => ({ ...event, attributes: plainOf(event.attributes) })),
  };
}

function plainOf(attributes: Attributes): Attributes {
  const isPlain = ([key, value]: [string, unknown]) =>
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && NAMES.includes(key));
  return Object.fromEntries(Object.entries(attributes).filter(isPlain));
}
