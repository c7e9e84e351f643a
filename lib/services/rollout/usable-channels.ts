import { readChannels, type Channel, type ChannelContext } from '../alerts/read-channels.ts';

/** Channels that something can be sent to. Read before a transaction: it takes a connection of its own. */
export async function usableChannels(ctx: ChannelContext): Promise<Channel[]> {
  return (await readChannels(ctx)).filter(({ target, isPaused }) => target !== null && !isPaused);
}
