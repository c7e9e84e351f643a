import type { KeyRing } from '#lib/adapters/auth/key-ring.ts';
import { covers, type Principal, type Scope } from '#lib/domain/access/scopes.ts';
import { ProblemError } from '../problem.ts';

/** The part of a request that tells who is calling. */
export interface HeaderSource {
  headers: { get: (name: string) => string | null };
}

export interface AccessContext {
  keys: Pick<KeyRing, 'find'>;
  /** The signed-in person behind a request's cookies. */
  sessionOf: (request: HeaderSource) => Promise<Principal | null>;
  now: () => Date;
  /** What signed bodies are signed with; null when none are taken. */
  webhookSecret: string | null;
}

/** What a surface asks of its callers. */
export interface AccessRule {
  scope: Scope;
  /** Programs on this machine need no key here, when the server listens for this machine alone. */
  isOpenLocally?: boolean;
  /** A bearer token that isn't one of ours is no claim to be anybody: OpenAI's clients always send some. */
  ignoresForeignTokens?: boolean;
}

export const CHALLENGE = { 'www-authenticate': 'Bearer' };

/**
 * Who is calling, if they may. Throws ProblemError 401 without valid credentials and 403 with too narrow ones.
 *
 * @param isLocalCaller whether the connection came from this machine to a server that listens for it alone
 */
export async function authenticate(
  ctx: AccessContext,
  request: HeaderSource,
  rule: AccessRule,
  isLocalCaller: boolean,
): Promise<Principal> {
  const principal = await identify(ctx, request, rule, isLocalCaller);
  if (!covers(principal.scopes, rule.scope)) {
    throw new ProblemError(403, `${principal.name} lacks the scope ${rule.scope}`);
  }
  return principal;
}

async function identify(
  ctx: AccessContext,
  request: HeaderSource,
  rule: AccessRule,
  isLocalCaller: boolean,
): Promise<Principal> {
  const token = bearerToken(request);
  if (token !== null) {
    const key = ctx.keys.find(token, ctx.now());
    if (key) return { kind: 'apiKey', ...key };
    const isForeign = rule.ignoresForeignTokens === true && !token.startsWith('lrg_');
    if (!isForeign) throw new ProblemError(401, 'the API key is not valid', { headers: CHALLENGE });
  }
  if (rule.isOpenLocally && isLocalCaller && isLocalTarget(request))
    return { kind: 'local', id: 'local', name: 'local', scopes: [rule.scope] };
  const person = await ctx.sessionOf(request);
  if (person) return person;
  throw new ProblemError(401, 'expected an API key (Authorization: Bearer lrg_…) or a signed-in session', {
    headers: CHALLENGE,
  });
}

function bearerToken(request: HeaderSource): string | null {
  const header = request.headers.get('authorization');
  if (header === null) return null;
  const token = /^bearer\s+(\S+)\s*$/i.exec(header)?.[1];
  if (token === undefined)
    throw new ProblemError(401, 'expected Authorization: Bearer lrg_…', { headers: CHALLENGE });
  return token;
}

/**
 * A page on the internet can make a browser on this machine call us: by name (DNS rebinding), which shows in the host,
 * or across origins, which shows in the origin.
 */
function isLocalTarget(request: HeaderSource): boolean {
  const host = hostnameOf(`http://${request.headers.get('host') ?? ''}`);
  const origin = request.headers.get('origin');
  return isLocalName(host) && (origin === null || isLocalName(hostnameOf(origin)));
}

function hostnameOf(url: string): string {
  const name = /^[a-z][a-z0-9+.-]*:\/\/(\[[^\]]*\]|[^:/]*)/i.exec(url)?.[1] ?? '';
  return name.toLowerCase();
}

function isLocalName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}
