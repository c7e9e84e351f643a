import type { z } from 'zod';
import type { ciRunQuerySchema, CiVerdict, RunOrigin } from '#lib/contracts/verdicts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { Turns } from '#lib/domain/limits/turns.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import { getCiVerdict } from '#lib/services/gate/get-verdict.ts';
import { once } from '#lib/services/gate/idempotency.ts';
import { judgeRun, type Judged } from '#lib/services/gate/judge-run.ts';
import { receiveCiRun } from '#lib/services/gate/receive-ci-run.ts';
import { originOfRun } from '#lib/services/gate/origin-of-run.ts';
import { UploadDesk } from '#lib/services/runs/upload-desk.ts';
import type { ApiContext } from './define-route.ts';
import { idempotencyKeyOf, keyedRequest, keyReused } from './idempotency-key.ts';
import { ProblemError } from './problem.ts';
import { pageUrl, verdictPath } from './public-url.ts';
import type { RequestBody } from './stream-body.ts';
import { invalidScores, notJson, uploadDesk } from './upload-run.ts';

interface Call {
  ctx: ApiContext;
  principal: Principal;
  headers: { get: (name: string) => string | null };
}

/** Whoever sends a signed body is known at its end alone: such bodies don't keep others waiting. */
const webhookDesk = new UploadDesk(2);

/** Stored runs that are read to be judged again, at once: they may be large. */
const judging = new Turns(2);

/** Stores and judges a run of CI: 201, or 200 when it was judged before. Throws ProblemError 400, 409, 413 or 422. */
export async function ciRun(
  { ctx, principal, headers }: Call,
  { signature: _, ...origin }: z.output<typeof ciRunQuerySchema>,
  body: RequestBody,
): Promise<Response> {
  const key = idempotencyKeyOf(headers);
  const isWebhook = principal.kind === 'webhook';
  if (isWebhook) refuseUnsigned(origin);
  const outcome = await (isWebhook ? webhookDesk : uploadDesk).take(body, (bodyHash, text) => {
    const requestHash = ctx.sha256Hex(canonicalJson(['POST /api/ci/runs', origin, bodyHash]));
    const request = {
      createdBy: nameOf(principal),
      actorId: principal.id,
      origin,
      key: keyedRequest(principal, key, requestHash),
    };
    return receiveCiRun(ctx, request, text);
  });
  switch (outcome.action) {
    case 'unreadable':
      throw notJson(outcome.message);
    case 'invalid':
      throw invalidScores(outcome.problems);
    case 'conflict':
      throw new ProblemError(409, outcome.message);
    case 'key_reused':
      throw keyReused();
    case 'judged':
      return verdictResponse({ ctx, headers }, outcome);
  }
}

/** Judges a stored run again: 201, or 200 for an Idempotency-Key that was used before. Throws ProblemError 404, 409 or 422. */
export async function judgeAgain(
  { ctx, principal, headers }: Call,
  runId: string,
  asked: RunOrigin,
): Promise<Response> {
  const known = await originOfRun(ctx, runId);
  if (!known) throw new ProblemError(404, 'there is no such run');
  const key = idempotencyKeyOf(headers);
  const requestHash = ctx.sha256Hex(canonicalJson(['POST /api/runs/{id}/verdict', runId, asked]));
  const keyed = keyedRequest(principal, key, requestHash);
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const request = {
    origin: { ...known.origin, ...given },
    createdBy: nameOf(principal),
    actorId: principal.id,
    occasion: null,
  };
  const judged = await judging.take(() => once(ctx, keyed, () => judgeRun(ctx, runId, request, keyed)));
  if (judged === 'other_request') throw keyReused();
  if (judged === null)
    throw new ProblemError(409, `the run is ${known.state}: only a finished run can be judged`);
  const made = 'id' in judged ? { verdictId: judged.id, isNew: false } : judged;
  return verdictResponse({ ctx, headers }, made);
}

/** The signature is that of the body: what stands beside it could be anybody's. */
function refuseUnsigned(origin: RunOrigin): void {
  const errors = Object.entries(origin)
    .filter(([, value]) => value !== undefined)
    .map(([path]) => ({
      path,
      message: 'expected in the body, because the signature does not cover the query',
    }));
  if (errors.length > 0) throw new ProblemError(422, 'the query is not signed', { errors });
}

async function verdictResponse(
  { ctx, headers }: Omit<Call, 'principal'>,
  { verdictId, isNew }: Judged,
): Promise<Response> {
  const verdict = await getCiVerdict(ctx, verdictId);
  const answer: CiVerdict = { ...verdict, url: pageUrl(ctx.env, headers, verdictPath(verdict.run_id)) };
  return Response.json(answer, { status: isNew ? 201 : 200, headers: { 'cache-control': 'no-store' } });
}

function nameOf(principal: Principal): string {
  return principal.name || principal.id;
}
