import type { Principal } from '#lib/domain/access/scopes.ts';
import type { GatewayContext } from '#lib/services/gateway/gateway-context.ts';
import type { Admission } from '../access/admission.ts';
import type { AccessContext } from '../access/authenticate.ts';

export interface GatewayHttpContext extends GatewayContext {
  access: AccessContext;
  admission: Admission;
  maxBodyBytes: number;
}

/** One admitted request to the gateway. */
export interface GatewayCall {
  ctx: GatewayHttpContext;
  request: Request;
  principal: Principal;
}
