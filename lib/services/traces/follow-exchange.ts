import type { JobStep } from '#lib/domain/jobs/job.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { exchangeName } from '#lib/domain/trace/exchange-span.ts';
import { OWN_SERVICE, type Attributes, type Span } from '#lib/domain/trace/span.ts';
import { spanIdOf, traceIdOf } from '#lib/domain/trace/trace-context.ts';
import type { Context } from '../context.ts';
import { storeSpans, type TraceHead } from './store-spans.ts';

type FollowContext = Pick<Context, 'pool' | 'clock' | 'random' | 'log' | 'privacy'>;

/** The exchange that a job follows. */
interface FollowedExchange {
  id: string;
  createdAt: Date;
  latencyMs: number;
  model: string;
  /** The caller's trace; null where the exchange began its own. */
  traceId: string | null;
}

export interface TracedStep {
  /** A step of the job by its name, each attempt a span of the exchange's trace. */
  run: <T>(
    step: string,
    span: { name: string; attributes: Attributes },
    action: () => Promise<T>,
  ) => Promise<T>;
}

/**
 * Makes the steps of a job that follows an exchange spans of its trace. A span is stored when its attempt has ended, well or
 * not; one that can't be stored is reported and changes nothing for the job.
 */
export function followExchange(ctx: FollowContext, exchange: FollowedExchange, step: JobStep): TracedStep {
  const traceId = exchange.traceId ?? traceIdOf(exchange.id);
  const createdAtMs = exchange.createdAt.getTime();
  const head: TraceHead = {
    ...{ traceId, name: exchangeName(exchange.model), service: OWN_SERVICE, chatId: exchange.id },
    ...{ startedAtMs: createdAtMs, endedAtMs: createdAtMs + exchange.latencyMs },
  };
  const store = async (
    span: Omit<Span, 'traceId' | 'spanId' | 'parentSpanId' | 'kind' | 'service' | 'events'>,
  ) => {
    try {
      const ids = { traceId, spanId: ctx.random.hex(8), parentSpanId: spanIdOf(exchange.id) };
      const whole: Span = { ...ids, ...span, kind: 'client', service: OWN_SERVICE, events: [] };
      await storeSpans(ctx, [whole], exchange.traceId === null ? head : null);
    } catch (err) {
      ctx.log.warn({ err, traceId }, 'a span can not be stored');
    }
  };
  return {
    run: (name, span, action) =>
      step.run(name, async () => {
        const startedAtMs = ctx.clock.nowMs();
        const beganMs = ctx.clock.elapsedMs();
        const ended = (error: string | null) =>
          store({
            ...span,
            ...{ startedAtMs, durationMs: ctx.clock.elapsedMs() - beganMs },
            status: error === null ? 'ok' : 'error',
            statusMessage: error !== null && ctx.privacy ? ctx.privacy.redactText(error) : error,
          });
        try {
          const result = await action();
          await ended(null);
          return result;
        } catch (error) {
          await ended(messageOf(error));
          throw error;
        }
      }),
  };
}
