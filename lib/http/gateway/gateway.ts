import { authenticate, type AccessRule } from '../access/authenticate.ts';
import { ProblemError, problemResponse } from '../problem.ts';
import { answerChat } from './chat.ts';
import { answerCompletions } from './completions.ts';
import type { GatewayCall, GatewayHttpContext } from './gateway-call.ts';
import { listModels } from './models.ts';
import { endOfStream } from './stream-response.ts';

interface GatewayRoute {
  method: 'GET' | 'POST';
  rule: AccessRule;
  /** Own errors look like OpenAI's too, for the clients that expect them. */
  isOpenAi: boolean;
  answer: (call: GatewayCall) => Response | Promise<Response>;
}

const CHAT: AccessRule = { scope: 'chat:write', isOpenLocally: true };
const OPENAI: AccessRule = { ...CHAT, ignoresForeignTokens: true };

const ROUTES: Readonly<Record<string, GatewayRoute>> = {
  '/chat': { method: 'POST', rule: CHAT, isOpenAi: false, answer: answerChat },
  '/v1/chat/completions': { method: 'POST', rule: OPENAI, isOpenAi: true, answer: answerCompletions },
  '/v1/models': { method: 'GET', rule: OPENAI, isOpenAi: true, answer: listModels },
};

/** A refusal of ours, never an upstream's: clients can tell by this header. */
const OWN_ERROR = { 'x-lrg-error': 'gateway' };

export function isGatewayPath(pathname: string): boolean {
  return pathname in ROUTES || pathname.startsWith('/v1/');
}

/**
 * The gateway as one Web-standard function; it is mounted on the server's fast path and as Next route handlers.
 *
 * @param isLocalCaller whether the connection came from this machine to a server that listens for it alone
 */
export async function handleGateway(
  ctx: GatewayHttpContext,
  request: Request,
  isLocalCaller: boolean,
): Promise<Response> {
  const pathname = pathOf(request.url);
  const route = ROUTES[pathname];
  try {
    if (!route) throw new ProblemError(404, `there is nothing at ${pathname}`);
    if (request.method !== route.method) {
      throw new ProblemError(405, `expected ${route.method}`, { headers: { allow: route.method } });
    }
    const principal = await authenticate(ctx.access, request, route.rule, isLocalCaller);
    const leave = ctx.admission.enter(principal.id);
    try {
      return releasing(await route.answer({ ctx, request, principal }), leave);
    } catch (error) {
      leave();
      throw error;
    }
  } catch (error) {
    return refuse(ctx, error, route?.isOpenAi ?? pathname.startsWith('/v1/'));
  }
}

function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const query = url.indexOf('?', start);
  return query < 0 ? url.slice(start) : url.slice(start, query);
}

/** Holds the caller's place until a streamed body is over. */
function releasing(response: Response, leave: () => void): Response {
  const end = endOfStream(response);
  if (end) void end.then(leave);
  else leave();
  return response;
}

function refuse(ctx: GatewayHttpContext, error: unknown, isOpenAi: boolean): Response {
  const problem = error instanceof ProblemError ? error : internal(ctx, error);
  const type = problem.status >= 500 ? 'server_error' : 'invalid_request_error';
  const openAi = { error: { message: problem.message, type, code: null, param: null } };
  const response = problemResponse(problem, isOpenAi ? openAi : {});
  for (const [name, value] of Object.entries(OWN_ERROR)) response.headers.set(name, value);
  return response;
}

function internal(ctx: GatewayHttpContext, error: unknown): ProblemError {
  ctx.log.error({ err: error }, 'the gateway failed');
  return new ProblemError(500, 'something went wrong here; the log says what');
}
