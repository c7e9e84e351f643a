import type { z } from 'zod';
import type { Scope } from '#lib/domain/access/scopes.ts';

/** What a route promises. Access, parsing and the OpenAPI document follow from it; a route without one can't exist. */
export interface Endpoint {
  summary: string;
  scope: Scope;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The handler reads the body itself, as it comes; `body` only describes it. */
  isBodyStreamed?: boolean;
  /** Callers without a key may sign the body with the webhook's secret; needs `isBodyStreamed`. */
  isSignable?: boolean;
  /** The header Idempotency-Key makes sending it again safe. */
  takesIdempotencyKey?: boolean;
  /** 1 MB by default. */
  maxBodyBytes?: number;
  /** Absent: the route answers 204 without a body, or with a file. */
  response?: z.ZodType;
  /** 200 by default. */
  status?: 200 | 201 | 202 | 204;
}

/** In bytes, for `maxBodyBytes`. */
export const MEGABYTE = 1024 * 1024;
