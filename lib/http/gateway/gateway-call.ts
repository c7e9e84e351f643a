import type { Feedback, GiveFeedback } from '#lib/contracts/feedback.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { Span } from '#lib/domain/trace/span.ts';
import type { GatewayContext } from '#lib/services/gateway/gateway-context.ts';
import type { Admission } from '../access/admission.ts';
import type { AccessContext } from '../access/authenticate.ts';
import type { BodySource } from '../body.ts';

export interface GatewayHttpContext extends GatewayContext {
  access: AccessContext;
  admission: Admission;
  maxBodyBytes: number;
  /** The text of `GET /metrics`. */
  metrics: () => Promise<string>;
  storeFeedback: (feedback: GiveFeedback) => Promise<Feedback>;
  /** Stores an application's spans. */
  receiveSpans: (spans: readonly Span[]) => Promise<unknown>;
}

/** The part of a Web-standard Request that the gateway reads; both mounts can give it cheaply. */
export interface GatewayRequest extends BodySource {
  method: string;
  /** Path without the query. */
  pathname: string;
  /** Aborts when the caller goes away. */
  signal: AbortSignal;
}

/** An answer, before it becomes a Response or goes out through node:http. A generator is started by whoever sends it. */
export interface GatewayReply {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array | AsyncGenerator<Uint8Array>;
  /** Aborts when a streamed body's time is up, also while nobody reads on. */
  signal?: AbortSignal;
}

/** One admitted request to the gateway. */
export interface GatewayCall {
  ctx: GatewayHttpContext;
  request: GatewayRequest;
  principal: Principal;
}

export function isStreamBody(body: GatewayReply['body']): body is AsyncGenerator<Uint8Array> {
  return typeof body === 'object' && Symbol.asyncIterator in body;
}
