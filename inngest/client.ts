import { Inngest } from 'inngest';
import type { Environment } from '#lib/config/environment.ts';

/** The application on Inngest; keys and addresses come from the environment. */
export function createInngest({ variable }: Pick<Environment, 'variable'>): Inngest {
  const eventKey = variable('INNGEST_EVENT_KEY');
  const signingKey = variable('INNGEST_SIGNING_KEY');
  const baseUrl = variable('INNGEST_BASE_URL');
  const dev = variable('INNGEST_DEV');
  return new Inngest({
    id: 'llm-regression-guard',
    ...(eventKey ? { eventKey } : {}),
    ...(signingKey ? { signingKey } : {}),
    ...(baseUrl ? { baseUrl } : {}),
    isDev: dev !== null && dev !== '0' && dev !== 'false',
  });
}
