import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Principal, Scope } from '#lib/domain/access/scopes.ts';
import { ProblemError } from '../problem.ts';
import type { BodyGuard } from '../stream-body.ts';
import { CHALLENGE, type AccessContext, type HeaderSource } from './authenticate.ts';

const HEADER = 'x-hub-signature-256';
const PARAMETER = 'signature';

/**
 * What checks a body that came with a signature: hexadecimal HMAC-SHA256 of its bytes as they were sent. Null when no
 * signatures are taken, or there is none. Where header and query both have one, both must be right.
 */
export function signedBody(
  { webhookSecret }: Pick<AccessContext, 'webhookSecret'>,
  request: HeaderSource & { url: string },
): BodyGuard | null {
  const inHeader = request.headers.get(HEADER);
  const inQuery = new URL(request.url).searchParams.getAll(PARAMETER);
  const given = inHeader === null ? inQuery : [inHeader, ...inQuery];
  if (webhookSecret === null || given.length === 0) return null;
  const hmac = createHmac('sha256', webhookSecret);
  let isWhole = false;
  return {
    take: (bytes) => hmac.update(bytes),
    end: () => {
      isWhole = true;
    },
    check: () => {
      const expected = hmac.digest();
      // All are looked at, so that the time tells nothing.
      const right = given.map((signature) => isSame(signature, expected));
      if (isWhole && !right.includes(false)) return;
      throw new ProblemError(401, 'the signature is not that of this body', { headers: CHALLENGE });
    },
  };
}

/** Whether the signature is all that tells who is calling. A key beside it is looked at as well. */
export function isUnnamed(signed: BodyGuard | null, { headers }: HeaderSource): boolean {
  return signed !== null && headers.get('authorization') === null;
}

/** Who has the secret. Nothing may be done in this name before the body was checked. */
export function signerOf(scope: Scope): Principal {
  return { kind: 'webhook', id: 'webhook', name: 'webhook', scopes: [scope] };
}

const SIGNATURE = /^(?:sha256=)?([0-9a-f]{64})$/i;

function isSame(signature: string, expected: Buffer): boolean {
  const hex = SIGNATURE.exec(signature)?.[1];
  return timingSafeEqual(Buffer.from(hex ?? '0'.repeat(64), 'hex'), expected) && hex !== undefined;
}
