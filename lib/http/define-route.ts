import type { z } from 'zod';
import { isUnavailable } from '#lib/adapters/db/is-unavailable.ts';
import { endpoints, type Endpoint, type EndpointName } from '#lib/contracts/endpoints.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { Context } from '#lib/services/context.ts';
import type { Logger } from '#lib/services/logger.ts';
import type { Admission } from './access/admission.ts';
import { authenticate, type AccessContext } from './access/authenticate.ts';
import { refuseForeignPage } from './access/foreign-page.ts';
import { isUnnamed, signedBody, signerOf } from './access/signed-body.ts';
import { bodyOf, readJsonBody } from './body.ts';
import { databaseAway } from './database-away.ts';
import { readQuery } from './query.ts';
import { openJsonBody, type BodyGuard, type RequestBody } from './stream-body.ts';
import { isProblem, ProblemError, problemResponse, validationProblem } from './problem.ts';

/** What the application's own routes need beside the services' context. */
export interface ApiContext extends Context {
  access: AccessContext;
  apiAdmission: Admission;
  sha256Hex: (content: string | Uint8Array) => string;
  hashPassword: (password: string) => Promise<string>;
  verifyPassword: (password: string, hash: string | null) => Promise<boolean>;
}

type Shape<Name extends EndpointName> = (typeof endpoints)[Name];
type Parsed<S, Key extends string> =
  S extends Record<Key, infer T extends z.ZodType> ? z.output<T> : undefined;
type Body<S> = S extends { isBodyStreamed: true } ? RequestBody : Parsed<S, 'body'>;
type Answer<S> = S extends { response: infer T extends z.ZodType } ? z.output<T> : undefined;

export interface RouteInput<Name extends EndpointName> {
  ctx: ApiContext;
  principal: Principal;
  query: Parsed<Shape<Name>, 'query'>;
  body: Body<Shape<Name>>;
  params: Readonly<Record<string, string>>;
  headers: { get: (name: string) => string | null };
  /** Aborts when the caller has gone. */
  signal: AbortSignal;
}

interface NextRouteContext {
  params: Promise<Record<string, string>>;
}

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * A Next route handler for a declared endpoint: checks access, limits and input before the handler runs, and turns every
 * refusal into problem+json. Errors nobody expected are logged and answered without their details.
 */
export function createDefineRoute(getContext: () => Promise<ApiContext>) {
  return function defineRoute<Name extends EndpointName>(
    name: Name,
    /** A Response of its own goes out as it is: a file, or another status than the declared one. */
    handler: (input: RouteInput<Name>) => Promise<Answer<Shape<Name>> | Response>,
  ) {
    const endpoint: Endpoint = endpoints[name];
    return async (request: Request, next: NextRouteContext): Promise<Response> => {
      let ctx: ApiContext | null = null;
      try {
        ctx = await getContext();
        const signed = endpoint.isSignable ? signedBody(ctx.access, request) : null;
        refuseForeignPage(request);
        const principal = isUnnamed(signed, request)
          ? signerOf(endpoint.scope)
          : await authenticate(ctx.access, request, { scope: endpoint.scope }, false);
        ctx.apiAdmission.enter(principal.id)();
        const input = {
          ctx,
          principal,
          query: readQuery(endpoint.query, request.url),
          body: await parseBody(endpoint, request, signed),
          params: await next.params,
          headers: request.headers,
          signal: request.signal,
        };
        const answer = await handler(input as RouteInput<Name>);
        if (answer instanceof Response) return answer;
        const status = endpoint.status ?? 200;
        const headers = { 'cache-control': 'no-store' };
        return status === 204
          ? new Response(null, { status, headers })
          : Response.json(answer, { status, headers });
      } catch (error) {
        return problemResponse(isProblem(error) ? error : internal(ctx?.log ?? null, name, error));
      }
    };
  };
}

async function parseBody(endpoint: Endpoint, request: Request, guard: BodyGuard | null): Promise<unknown> {
  if (!endpoint.body) return undefined;
  const maxBytes = endpoint.maxBodyBytes ?? MAX_BODY_BYTES;
  if (endpoint.isBodyStreamed) return openJsonBody(request, maxBytes, guard);
  const { value } = await readJsonBody(bodyOf(request), maxBytes);
  const parsed = endpoint.body.safeParse(value);
  if (!parsed.success) throw validationProblem(parsed.error, 'the body');
  return parsed.data;
}

function internal(log: Logger | null, name: string, error: unknown): ProblemError {
  if (isUnavailable(error)) {
    log?.warn({ err: error, route: name }, 'a route can not be answered: the database is away');
    return databaseAway();
  }
  log?.error({ err: error, route: name }, 'a route failed');
  return new ProblemError(500, 'something went wrong here; the log says what');
}

/** The value, or ProblemError 404. */
export function orNotFound<T>(value: T | null, what: string): T {
  if (value === null) throw new ProblemError(404, `there is no ${what}`);
  return value;
}

/** The page, or ProblemError 422 for the part of the query that is wrong. */
export function orInvalid<T>(
  listing: { ok: true; page: T } | { ok: false; problem: { path: string; message: string } },
): T {
  if (listing.ok) return listing.page;
  throw new ProblemError(422, 'the query has 1 error', { errors: [listing.problem] });
}

/** The changed run, or ProblemError 409 with the reason why its state doesn't allow the change. */
export function orConflict<T>(change: { ok: true; run: T } | { ok: false; reason: string }): T {
  if (change.ok) return change.run;
  throw new ProblemError(409, change.reason);
}

type Change =
  | { ok: true }
  | { ok: false; status: 404 | 409; reason: string }
  | { ok: false; status: 422; problem: { path: string; message: string } };

/** Throws ProblemError for a change that was refused: 404, 409 for a state that doesn't allow it, 422 for a wrong field. */
export function orRefused(change: Change): void {
  if (change.ok) return;
  if (change.status === 422)
    throw new ProblemError(422, 'the body has 1 error', { errors: [change.problem] });
  throw new ProblemError(change.status, change.reason);
}

/** The page, or ProblemError 422 for a cursor that isn't one of the list. */
export function orBadCursor<T>(page: T | null): T {
  if (page !== null) return page;
  const errors = [{ path: 'cursor', message: 'expected the next_cursor of an earlier page' }];
  throw new ProblemError(422, 'the query has 1 error', { errors });
}
