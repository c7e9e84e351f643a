import { expect, it } from 'vitest';
import type { Span } from '../trace/span.ts';
import { hashOnlySpan, redactSpan } from './protect-span.ts';

const SPAN: Span = {
  ...{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), parentSpanId: null, kind: 'client', service: 'shop' },
  ...{ startedAtMs: 1, durationMs: 2, status: 'error' },
  name: 'ask for secret',
  statusMessage: 'no answer to secret',
  attributes: {
    ...{ 'gen_ai.request.model': 'm', 'gen_ai.usage.input_tokens': 5, 'gen_ai.request.stream': true },
    ...{ 'gen_ai.prompt': 'the secret', messages: [{ content: 'a secret' }] },
  },
  events: [{ name: 'e', timeMs: 1, attributes: { text: 'secret', n: 1 } }],
};
const redact = (text: string) => text.replaceAll('secret', '[x]');

it('is redacted in all its texts', () => {
  expect(redactSpan(SPAN, { redact })).toEqual({
    ...SPAN,
    name: 'ask for [x]',
    statusMessage: 'no answer to [x]',
    attributes: { ...SPAN.attributes, 'gen_ai.prompt': 'the [x]', messages: [{ content: 'a [x]' }] },
    events: [{ name: 'e', timeMs: 1, attributes: { text: '[x]', n: 1 } }],
  });
});

it('keeps figures and names of models where no text may be stored', () => {
  expect(hashOnlySpan(SPAN, { redact })).toEqual({
    ...SPAN,
    name: 'ask for [x]',
    statusMessage: null,
    attributes: {
      'gen_ai.request.model': 'm',
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.request.stream': true,
    },
    events: [{ name: 'e', timeMs: 1, attributes: { n: 1 } }],
  });
});
