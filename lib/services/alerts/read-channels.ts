import { z } from 'zod';
import { targetSummary, type ChannelKind, type ChannelTarget } from '#lib/domain/alerts/channel.ts';
import type { FileChannel } from '#lib/config/alerts-schema.ts';
import type { Context } from '../context.ts';

export type ChannelContext = Pick<Context, 'pool' | 'config' | 'env' | 'alerts'>;

/** A channel as it is set up now. */
export interface Channel {
  id: string;
  name: string;
  kind: ChannelKind;
  source: 'file' | 'stored';
  isPaused: boolean;
  /** Null when it can't be used; `summary` says why. */
  target: ChannelTarget | null;
  summary: string;
  version: number;
}

const text = z.string();
const targetSchema: z.ZodType<ChannelTarget> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slack'), url: text }),
  z.object({ kind: z.literal('webhook'), url: text, secret: text }),
  z.object({
    kind: z.literal('email'),
    host: text,
    port: z.number(),
    security: z.enum(['tls', 'starttls', 'none']),
    username: text.nullable(),
    password: text.nullable(),
    from: text,
    to: z.array(text),
  }),
]);

/** All channels, those of the file first. */
export async function readChannels(ctx: ChannelContext): Promise<Channel[]> {
  const { rows } = await ctx.pool.query<{
    id: string;
    name: string;
    kind: ChannelKind;
    is_paused: boolean;
    sealed_target: string;
    summary: string;
    version: number;
  }>('SELECT * FROM alert_channels ORDER BY name, id');
  const stored = rows.map((row): Channel => {
    const target = openTarget(ctx, row.id, row.sealed_target);
    return {
      id: row.id,
      name: row.name,
      kind: row.kind,
      source: 'stored',
      isPaused: row.is_paused,
      target,
      summary: target
        ? row.summary
        : "Its secrets can't be read: they were stored under another LRG_SECRET. Enter them again.",
      version: row.version,
    };
  });
  const ids = new Set(stored.map(({ id }) => id));
  return [
    ...ctx.config.alerts.channels.filter(({ id }) => !ids.has(id)).map((channel) => ofFile(ctx, channel)),
    ...stored,
  ];
}

/** What a sealed column holds; null when it was sealed under another secret. */
function openTarget(ctx: Pick<ChannelContext, 'alerts'>, id: string, sealed: string): ChannelTarget | null {
  const opened = ctx.alerts.seal.open(sealed, id);
  return opened === null ? null : targetSchema.parse(JSON.parse(opened));
}

function ofFile({ env }: Pick<ChannelContext, 'env'>, channel: FileChannel): Channel {
  const { id, name, kind } = channel;
  const target = targetOfFile(env, channel);
  const summary = typeof target === 'string' ? target : targetSummary(target);
  return {
    ...{ id, name, kind, summary },
    source: 'file',
    isPaused: false,
    target: typeof target === 'string' ? null : target,
    version: 0,
  };
}

/** The target, or why there is none. */
function targetOfFile(env: ChannelContext['env'], channel: FileChannel): ChannelTarget | string {
  const url = env.variable(channel.url_env);
  if (url === null) return `not in use: ${channel.url_env} is not set`;
  if (channel.kind === 'slack') return { kind: 'slack', url };
  if (channel.kind === 'webhook') {
    const secret = env.variable(channel.secret_env);
    return secret === null
      ? `not in use: ${channel.secret_env} is not set`
      : { kind: 'webhook', url, secret };
  }
  const server = URL.canParse(url) ? new URL(url) : null;
  if (!server || !/^smtps?:$/.test(server.protocol)) {
    return `not in use: ${channel.url_env} isn't an address such as smtp://user:password@host:587`;
  }
  const isTls = server.protocol === 'smtps:';
  return {
    kind: 'email',
    host: server.hostname,
    port: server.port === '' ? (isTls ? 465 : 587) : Number(server.port),
    security: isTls ? 'tls' : server.searchParams.get('security') === 'none' ? 'none' : 'starttls',
    username: server.username === '' ? null : decodeURIComponent(server.username),
    password: server.password === '' ? null : decodeURIComponent(server.password),
    from: channel.from,
    to: channel.to,
  };
}
