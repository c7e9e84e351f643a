import { ServerApi } from '#lib/adapters/server-api/server-api.ts';
import type { Environment } from '#lib/config/environment.ts';
import type { GateOptions } from './gate-options.ts';

/** What only files can be judged by: a server decides by its own configuration. */
const OF_FILES = [
  ['rule', '--rule'],
  ['alpha', '--alpha'],
  ['inference', '--inference'],
  ['seed', '--seed'],
  ['allowIncomparable', '--allow-incomparable'],
] as const;

/** The server that is to decide; null where files alone do. Throws where the options contradict each other. */
export function findServer(
  options: GateOptions,
  { apiKey, variable }: Pick<Environment, 'apiKey' | 'variable'>,
): ServerApi | null {
  if (options.baseline !== undefined) {
    if (typeof options.server === 'string') throw new Error('--server and --baseline: expected one of them');
    return null;
  }
  const baseUrl = options.server ?? variable('LRG_SERVER_URL');
  if (baseUrl === false || baseUrl === null) return null;
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol))
    throw new Error('--server: expected an address such as https://guard.example.com');
  const given = OF_FILES.filter(([key]) => options[key] !== undefined && options[key] !== false).map(
    ([, name]) => name,
  );
  if (given.length > 0)
    throw new Error(
      `${given.join(', ')}: the server decides by its own configuration; leave it out, or judge files by --no-server or --baseline`,
    );
  return new ServerApi({ baseUrl, apiKey });
}
