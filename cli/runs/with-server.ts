import { ServerApi } from '#lib/adapters/server-api/server-api.ts';
import { ServerApiError } from '#lib/adapters/server-api/server-api-error.ts';
import { readEnvironment } from '#lib/config/environment.ts';

/** Exit code of a question that the server answered with no. */
const NO = 1;

export interface OutputOptions {
  json: boolean;
}

/** The server that LRG_SERVER_URL and LRG_API_KEY name. */
export function serverFromEnvironment(): ServerApi {
  const { serverUrl, apiKey } = readEnvironment();
  return new ServerApi({ baseUrl: serverUrl, apiKey });
}

/**
 * Asks the server and prints its answer. A refusal ends with 1 where no is an answer (a run that can't be promoted), all
 * other failures with 2.
 */
export async function withServer<T>(
  ask: (server: ServerApi) => Promise<T>,
  { json }: OutputOptions,
  forPeople: (answer: T) => string,
  isNoAnAnswer = false,
): Promise<void> {
  try {
    const answer = await ask(serverFromEnvironment());
    console.log(json ? JSON.stringify(answer, null, 2) : forPeople(answer));
  } catch (error) {
    if (!isNoAnAnswer || !(error instanceof ServerApiError) || error.failure !== 'refused') throw error;
    console.error(error.message);
    process.exitCode = NO;
  }
}
