import type { ModelRoute } from '#lib/adapters/upstream/model-directory.ts';
import { chooseSide, type RolloutSide, type ServedPrompt } from '#lib/domain/rollout/assignment.ts';
import type { GatewayContext } from './gateway-context.ts';

export interface AskedRoute {
  /** Null or absent: production. */
  model: string | null | undefined;
  promptName: string | null;
  sessionId: string | null;
  userId: string | null;
}

/** An exchange's id with the time that it holds. */
export interface ExchangeIdentity {
  id: string;
  createdAtMs: number;
}

export interface RoutedRequest {
  route: ModelRoute;
  /** Null where none was asked for, and where the name is unknown. */
  prompt: ServedPrompt | null;
  /** Null where no rollout decided. */
  side: RolloutSide | null;
  /** Given where the exchange's own id decided. */
  identity: ExchangeIdentity | null;
}

/** Where a request goes now. Sticky by session, else by user; a request that has neither is decided on its own. */
export function routeRequest(ctx: GatewayContext, asked: AskedRoute): RoutedRequest {
  let identity: ExchangeIdentity | null = null;
  const unit = () => {
    // Empty names would tie strangers together.
    const known = isNamed(asked.sessionId) ? asked.sessionId : asked.userId;
    if (isNamed(known)) return known;
    identity = newIdentity(ctx);
    return identity.id;
  };
  const request = { model: asked.model ?? null, promptName: asked.promptName, unit };
  const { model, prompt, side } = chooseSide(ctx.router.current, request, ctx.md5Hex);
  return { route: ctx.models.route(model), prompt, side, identity };
}

export function newIdentity(ctx: Pick<GatewayContext, 'clock' | 'newId'>): ExchangeIdentity {
  const createdAtMs = ctx.clock.nowMs();
  return { id: ctx.newId(createdAtMs), createdAtMs };
}

function isNamed(name: string | null): name is string {
  return name !== null && name !== '';
}
