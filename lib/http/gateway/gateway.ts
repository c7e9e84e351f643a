import { authenticate, type AccessRule } from '../access/authenticate.ts';
import { isProblem, problemOf, ProblemError } from '../problem.ts';
import { answerChat } from './chat.ts';
import { answerCompletions } from './completions.ts';
import { answerFeedback, FEEDBACK_PATH } from './feedback.ts';
import {
  isStreamBody,
  type GatewayCall,
  type GatewayHttpContext,
  type GatewayReply,
  type GatewayRequest,
} from './gateway-call.ts';
import { answerMetrics } from './metrics.ts';
import { listModels } from './models.ts';
import { answerTraces, TRACES_PATH } from './traces.ts';

interface GatewayRoute {
  method: 'GET' | 'POST';
  rule: AccessRule;
  /** Own errors look like OpenAI's too, for the clients that expect them. */
  isOpenAi: boolean;
  /** Not counted against the caller's limits: who watches must see most of all when they are reached. */
  isUnlimited?: boolean;
  answer: (call: GatewayCall) => GatewayReply | Promise<GatewayReply>;
}

const CHAT: AccessRule = { scope: 'chat:write', isOpenLocally: true };
const METRICS: AccessRule = { scope: 'read', isOpenLocally: true };
const OPENAI: AccessRule = { ...CHAT, ignoresForeignTokens: true };

const ROUTES: ReadonlyMap<string, GatewayRoute> = new Map([
  ['/chat', { method: 'POST', rule: CHAT, isOpenAi: false, answer: answerChat }],
  [FEEDBACK_PATH, { method: 'POST', rule: CHAT, isOpenAi: false, answer: answerFeedback }],
  ['/v1/chat/completions', { method: 'POST', rule: OPENAI, isOpenAi: true, answer: answerCompletions }],
  ['/v1/models', { method: 'GET', rule: OPENAI, isOpenAi: true, answer: listModels }],
  [TRACES_PATH, { method: 'POST', rule: OPENAI, isOpenAi: false, answer: answerTraces }],
  ['/metrics', { method: 'GET', rule: METRICS, isOpenAi: false, isUnlimited: true, answer: answerMetrics }],
]);

export function isGatewayPath(pathname: string): boolean {
  return ROUTES.has(pathname) || pathname.startsWith('/v1/');
}

/**
 * The gateway as one function of a request. node-mount.ts puts it on the server's fast path, web-mount.ts behind Next's
 * route handlers.
 *
 * @param isLocalCaller whether the connection came from this machine to a server that listens for it alone
 */
export async function handleGateway(
  ctx: GatewayHttpContext,
  request: GatewayRequest,
  isLocalCaller: boolean,
): Promise<GatewayReply> {
  const route = ROUTES.get(request.pathname);
  const reply = await answerRoute(ctx, request, route, isLocalCaller);
  ctx.ledger.traffic.answered(route ? request.pathname : 'other', reply.status);
  return reply;
}

async function answerRoute(
  ctx: GatewayHttpContext,
  request: GatewayRequest,
  route: GatewayRoute | undefined,
  isLocalCaller: boolean,
): Promise<GatewayReply> {
  try {
    if (!route) throw new ProblemError(404, `there is nothing at ${request.pathname}`);
    if (request.method !== route.method) {
      throw new ProblemError(405, `expected ${route.method}`, { headers: { allow: route.method } });
    }
    const principal = await authenticate(ctx.access, request, route.rule, isLocalCaller);
    const leave = route.isUnlimited ? () => undefined : ctx.admission.enter(principal.id);
    let isStreaming = false;
    try {
      const reply = await route.answer({ ctx, request, principal });
      if (!isStreamBody(reply.body)) return reply;
      isStreaming = true;
      return { ...reply, body: thenLeave(reply.body, leave) };
    } finally {
      if (!isStreaming) leave();
    }
  } catch (error) {
    return refusal(ctx, error, route?.isOpenAi ?? request.pathname.startsWith('/v1/'));
  }
}

/** Holds the caller's place until a streamed body is over. */
async function* thenLeave(body: AsyncGenerator<Uint8Array>, leave: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } finally {
    leave();
  }
}

/** Marked by a header, so that clients can tell a refusal of ours from an upstream's. */
function refusal(ctx: GatewayHttpContext, error: unknown, isOpenAi: boolean): GatewayReply {
  const problem = isProblem(error) ? error : internal(ctx, error);
  return {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-lrg-error': 'gateway',
      ...problem.headers,
    },
    body: JSON.stringify({ ...problemOf(problem), ...(isOpenAi ? { error: openAiError(problem) } : {}) }),
  };
}

/** What OpenAI's clients show of an error is the message alone, so everything that is wrong stands in it. */
function openAiError({ status, message, errors = [] }: ProblemError): Record<string, string | null> {
  const found = errors.map(({ path, message: what }) => (path === '' ? what : `${path}: ${what}`));
  return {
    message: found.length === 0 ? message : `${message}: ${found.join('; ')}`,
    type: status >= 500 ? 'server_error' : 'invalid_request_error',
    code: null,
    param: errors.find(({ path }) => path !== '')?.path ?? null,
  };
}

function internal(ctx: GatewayHttpContext, error: unknown): ProblemError {
  ctx.log.error({ err: error }, 'the gateway failed');
  return new ProblemError(500, 'something went wrong here; the log says what');
}
