import { hashPassword, verifyPassword } from '#lib/adapters/auth/password.ts';
import { readOrMakeSecret } from '#lib/adapters/auth/secret-file.ts';
import { sessionUserId } from '#lib/adapters/auth/session-cookie.ts';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { Admission } from '#lib/http/access/admission.ts';
import type { AccessContext } from '#lib/http/access/authenticate.ts';
import type { Context } from '#lib/services/context.ts';
import { findPerson } from '#lib/services/find-person.ts';

/** Dashboard and API calls per minute and caller; generous, because panels refresh themselves. */
const API_CALLS_PER_MINUTE = 6_000;
const SIGN_INS_PER_MINUTE = 20;

/** Everything that decides who may do what. */
export function buildAccess(ctx: Context) {
  const { env, clock } = ctx;
  const secret = env.secret ?? readOrMakeSecret(env.dataDir);
  const access: AccessContext = {
    keys: ctx.keys,
    now: () => new Date(clock.nowMs()),
    webhookSecret: env.webhookSecret,
    sessionOf: async (request) => {
      const id = await sessionUserId(request.headers.get('cookie'), secret);
      return id === null ? null : findPerson(ctx, id);
    },
  };
  return {
    secret,
    access,
    sha256Hex,
    hashPassword,
    verifyPassword,
    admission: new Admission(
      { perMinute: env.rateLimitPerMinute, maxInFlight: env.maxInFlight },
      clock.elapsedMs,
    ),
    apiAdmission: new Admission({ perMinute: API_CALLS_PER_MINUTE, maxInFlight: 0 }, clock.elapsedMs),
    signInAdmission: new Admission({ perMinute: SIGN_INS_PER_MINUTE, maxInFlight: 0 }, clock.elapsedMs),
  };
}
