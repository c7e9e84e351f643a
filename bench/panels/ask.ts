import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Question } from './questions.ts';

type Handler = (request: Request, next: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Asks route handlers as a machine with a key does, inside of this process: everything but Next and the network. */
export function createAsk(rootDir: string, key: string) {
  const handlers = new Map<string, Handler>();
  const load = async (route: string): Promise<Handler> => {
    const file = pathToFileURL(join(rootDir, 'app/api', route, 'route.ts')).href;
    const module = (await import(file)) as { GET?: Handler };
    if (!module.GET) throw new Error(`app/api/${route} has no GET`);
    handlers.set(route, module.GET);
    return module.GET;
  };
  return async ({ route, path, params = {} }: Question): Promise<{ status: number; text: string }> => {
    const handler = handlers.get(route) ?? (await load(route));
    const request = new Request(`http://127.0.0.1${path}`, { headers: { authorization: `Bearer ${key}` } });
    const response = await handler(request, { params: Promise.resolve(params) });
    return { status: response.status, text: await response.text() };
  };
}

export type Ask = ReturnType<typeof createAsk>;
