import { startRolloutSchema, type CommandRollout, type RolloutDetail } from '#lib/contracts/rollouts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import { commandRollout, type CommandKind } from '#lib/services/rollout/command-rollout.ts';
import { getRollout } from '#lib/services/rollout/get-rollout.ts';
import { startRollout } from '#lib/services/rollout/start-rollout.ts';
import { orNotFound, orRefused, type ApiContext } from './define-route.ts';
import { idempotencyKeyOf, keyedRequest, keyReused } from './idempotency-key.ts';
import { ProblemError, validationProblem } from './problem.ts';
import type { RequestBody } from './stream-body.ts';

interface Call {
  ctx: ApiContext;
  principal: Principal;
}

/** Starts a rollout: 201, or 200 when the same was started before. Throws ProblemError 400, 401, 409 or 422. */
export async function rolloutStart(
  { ctx, principal, headers }: Call & { headers: { get: (name: string) => string | null } },
  body: RequestBody,
): Promise<Response> {
  const key = idempotencyKeyOf(headers);
  const parsed = startRolloutSchema.safeParse(await jsonOf(body));
  if (!parsed.success) throw validationProblem(parsed.error, 'the body');
  const requestHash = ctx.sha256Hex(canonicalJson(['POST /api/rollouts', parsed.data]));
  const keyed = keyedRequest(principal, key, requestHash);
  const outcome = await startRollout(ctx, principal, parsed.data, keyed);
  switch (outcome.action) {
    case 'key_reused':
      throw keyReused();
    case 'conflict':
      throw new ProblemError(409, outcome.message);
    case 'invalid': {
      const { problems: errors } = outcome;
      const noun = errors.length === 1 ? 'error' : 'errors';
      throw new ProblemError(422, `the body has ${errors.length} ${noun}`, { errors });
    }
    case 'started': {
      await ctx.router.refresh();
      const rollout = orNotFound(await getRollout(ctx, outcome.id), 'such rollout');
      return Response.json(rollout, {
        status: outcome.isNew ? 201 : 200,
        headers: { 'cache-control': 'no-store' },
      });
    }
  }
}

/** Pauses, resumes, aborts or promotes. Throws ProblemError 404 or 409. */
export async function rolloutCommand(
  { ctx, principal, params, body }: Call & { params: Readonly<Record<string, string>>; body: CommandRollout },
  kind: CommandKind,
): Promise<RolloutDetail> {
  const { id = '' } = params;
  orRefused(await commandRollout(ctx, principal, id, kind, body));
  await ctx.router.refresh();
  return orNotFound(await getRollout(ctx, id), 'such rollout');
}

async function jsonOf(body: RequestBody): Promise<unknown> {
  let text = '';
  for await (const part of body) text += part;
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(400, 'the body is not JSON');
  }
}
