import { normalisedPrompt, type Knowledge } from '#lib/domain/simulator/knowledge.ts';
import type { FaultShares } from '#lib/domain/simulator/profiles.ts';
import { answerChat } from './chat.ts';
import { errorResponse } from './errors.ts';
import { modelList, modelNamed } from './models.ts';
import { sleepFor, type Sleep } from './wait.ts';

export interface SimulatorOptions {
  /** Ideal answers by prompt; the prompts are compared without regard to case and white space. */
  knowledge: Knowledge;
  /** 1 (the default) waits as long as the profiles declare, 0 never waits. */
  timeScale?: number;
  sleep?: Sleep;
  /** Replaces the fault shares of every profile. */
  faults?: Partial<FaultShares>;
}

/**
 * An OpenAI-compatible model server as a Web-standard function: `POST /v1/chat/completions`, `GET /v1/models` and
 * `GET /v1/models/{id}`. Everything it says is marked as simulated and depends on model and prompt alone.
 */
export function createSimulatorHandler(options: SimulatorOptions): (request: Request) => Promise<Response> {
  const knowledge = new Map(
    [...options.knowledge].map(([prompt, answer]) => [normalisedPrompt(prompt), answer]),
  );
  let requests = 0;
  const settings = {
    ...options,
    knowledge,
    timeScale: options.timeScale ?? 1,
    sleep: options.sleep ?? sleepFor,
  };
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/v1/chat/completions') {
      if (request.method !== 'POST') return wrongMethod('POST');
      requests += 1;
      return answerChat(request, settings, requests);
    }
    const model = /^\/v1\/models(?:\/(.+))?$/.exec(pathname);
    if (model === null) return errorResponse(404, `Unknown path ${pathname}.`);
    if (request.method !== 'GET') return wrongMethod('GET');
    return modelsAnswer(model[1]);
  };
}

function modelsAnswer(encodedId: string | undefined): Response {
  const headers = { 'x-simulated': 'true' };
  if (encodedId === undefined) return Response.json(modelList(), { headers });
  try {
    return Response.json(modelNamed(decodeURIComponent(encodedId)), { headers });
  } catch {
    return errorResponse(400, 'The model id is not a valid part of a path.');
  }
}

function wrongMethod(allowed: string): Response {
  return errorResponse(405, `Only ${allowed} is allowed here.`, { headers: { allow: allowed } });
}
