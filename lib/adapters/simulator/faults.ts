import type { FaultShares } from '#lib/domain/simulator/profiles.ts';
import { unitInterval } from '#lib/domain/simulator/random.ts';
import { errorResponse } from './errors.ts';

const FAULTS = [
  'rate-limit',
  'server-error',
  'hang',
  'broken-stream',
  'slow-first-token',
  'malformed-chunk',
  'missing-done',
  'context-length',
  'content-filter',
] as const;

/** A failure that a client may ask for, to see how it copes. */
export type Fault = (typeof FAULTS)[number];

/** A model name without its fault suffix (`medium+hang`), and the fault. A `+` before anything else belongs to the name. */
export function splitModel(model: string): { name: string; fault?: Fault } {
  const at = model.lastIndexOf('+');
  const suffix = model.slice(at + 1);
  return at > 0 && isFault(suffix) ? { name: model.slice(0, at), fault: suffix } : { name: model };
}

type HeaderReading = { ok: true; fault?: Fault } | { ok: false; problem: string };

/** The fault that the header `x-simulate` asks for. An unknown one is a problem: silence would look like a passed test. */
export function readFaultHeader(headers: Headers): HeaderReading {
  const value = headers.get('x-simulate');
  if (value === null) return { ok: true };
  const known = FAULTS.join(', ');
  return isFault(value)
    ? { ok: true, fault: value }
    : { ok: false, problem: `x-simulate must be one of ${known}.` };
}

/** The fault, if any, that shares of failing prompts give to this model and prompt; always the same for both. */
export function faultByShare(shares: Partial<FaultShares>, model: string, prompt: string): Fault | undefined {
  const draw = unitInterval(`fault|${model}|${prompt}`);
  let edge = 0;
  const bands: [Fault, number | undefined][] = [
    ['rate-limit', shares.rateLimitShare],
    ['server-error', shares.serverErrorShare],
    ['hang', shares.hangShare],
    ['broken-stream', shares.brokenStreamShare],
  ];
  for (const [fault, share] of bands) {
    edge += share ?? 0;
    if (draw < edge) return fault;
  }
  return undefined;
}

/** The answer to faults that answer at once, undefined for those that happen later. */
export function refusalOf(fault: Fault | undefined): Response | undefined {
  switch (fault) {
    case 'rate-limit':
      return errorResponse(429, 'Rate limit reached (simulated).', {
        code: 'rate_limit_exceeded',
        headers: { 'retry-after': '1' },
      });
    case 'server-error':
      return errorResponse(500, 'The server had an error (simulated).');
    case 'context-length':
      return errorResponse(400, "This model's maximum context length is exceeded (simulated).", {
        code: 'context_length_exceeded',
        param: 'messages',
      });
    default:
      return undefined;
  }
}

function isFault(value: string): value is Fault {
  return FAULTS.some((fault) => fault === value);
}
