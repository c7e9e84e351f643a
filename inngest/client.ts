import { Inngest } from 'inngest';
import type { Environment } from '#lib/config/environment.ts';
import type { Logger } from '#lib/services/logger.ts';

/** The application on Inngest; keys and addresses come from the environment. */
export function createInngest({ variable }: Pick<Environment, 'variable'>, log: Logger): Inngest {
  const eventKey = variable('INNGEST_EVENT_KEY');
  const signingKey = variable('INNGEST_SIGNING_KEY');
  const baseUrl = variable('INNGEST_BASE_URL');
  const dev = variable('INNGEST_DEV');
  return new Inngest({
    id: 'llm-regression-guard',
    logger: log,
    ...(eventKey ? { eventKey } : {}),
    ...(signingKey ? { signingKey } : {}),
    ...(baseUrl ? { baseUrl } : {}),
    isDev: dev !== null && dev !== '0' && dev !== 'false',
  });
}
