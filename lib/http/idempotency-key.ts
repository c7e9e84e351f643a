import { z } from 'zod';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { KeyedRequest } from '#lib/services/gate/idempotency.ts';
import { ProblemError } from './problem.ts';

export const idempotencyKeySchema = z
  .string()
  .regex(/^[!-~]{1,255}$/, 'expected 1 to 255 visible ASCII characters')
  .meta({
    description:
      'Chosen by the caller for one request: sent again within a week, the request is answered as it was and nothing is done twice; another request with the same key is refused with 422.',
  });

/** The caller's Idempotency-Key; null when there is none. Throws ProblemError 422 for one that can't be. */
export function idempotencyKeyOf(headers: { get: (name: string) => string | null }): string | null {
  const key = headers.get('idempotency-key');
  if (key === null) return null;
  const parsed = idempotencyKeySchema.safeParse(key);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ message }) => ({ path: 'Idempotency-Key', message }));
  throw new ProblemError(422, 'the header Idempotency-Key is not valid', { errors });
}

/** A request with its key, if it has one. */
export function keyedRequest(
  principal: Principal,
  key: string | null,
  requestHash: string,
): KeyedRequest | null {
  return key === null ? null : { caller: `${principal.kind} ${principal.id}`, key, requestHash };
}

export function keyReused(): ProblemError {
  return new ProblemError(422, 'this Idempotency-Key was used for another request', {
    errors: [{ path: 'Idempotency-Key', message: 'belongs to another request' }],
  });
}
