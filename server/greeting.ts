import type { Server } from 'node:http';
import type { Application } from '#lib/composition/application.ts';

/** Tells the person at the terminal where everything is. */
export function greet(
  { ctx, databaseKind, signInToken }: Application,
  server: Server,
  isDevelopment: boolean,
): void {
  const { env } = ctx;
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : env.port;
  const host = env.host === '0.0.0.0' || env.host === '::' ? 'localhost' : env.host;
  const url = env.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const lines = [
    `LLM Regression Guard${isDevelopment ? ' (development)' : ''} is ready on ${url}`,
    `  database   ${databaseKind === 'embedded' ? `embedded, in ${env.dataDir}` : 'PostgreSQL'}`,
    `  models     ${ctx.models.isSimulating ? 'SIMULATED: set OPENAI_API_KEY to use real ones' : ctx.config.modelVersion.current_model}`,
    `  chat       curl -s ${url}/chat -H 'content-type: application/json' -d '{"prompt":"What is a canary release?"}'`,
    signInToken === null
      ? `  dashboard  ${url}`
      : `  dashboard  ${url}/sign-in?token=${signInToken}   (works once, for 24 hours)`,
  ];
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}
