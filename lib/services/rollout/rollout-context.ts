import type { ChannelContext } from '../alerts/read-channels.ts';
import type { Context } from '../context.ts';

/** What changing a rollout takes. */
export type RolloutContext = ChannelContext &
  Pick<Context, 'pool' | 'clock' | 'newId' | 'config' | 'jobs' | 'sha256Hex'>;

/** Who does what nobody asked for. */
export const SYSTEM_ACTOR = 'system';
