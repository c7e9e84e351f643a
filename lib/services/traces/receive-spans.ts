import type { Span } from '#lib/domain/trace/span.ts';
import type { Context } from '../context.ts';
import { storeSpans } from './store-spans.ts';

/** Stores the spans of an application, protected as exchanges are. Returns how many were new. */
export function receiveSpans(
  ctx: Pick<Context, 'pool' | 'privacy'>,
  spans: readonly Span[],
): Promise<number> {
  const { privacy } = ctx;
  return storeSpans(ctx, privacy ? spans.map((span) => privacy.protectSpan(span)) : spans);
}
