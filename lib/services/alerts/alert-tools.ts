import type { ChannelTarget, SendAnswer } from '#lib/domain/alerts/channel.ts';
import type { AlertMessage } from '#lib/domain/alerts/messages/message.ts';

/** What alerts need of the outside. */
export interface AlertTools {
  /** Address of the dashboard, without a slash at its end. */
  baseUrl: string;
  /** Sends once; never throws. */
  send: (target: ChannelTarget, message: AlertMessage) => Promise<SendAnswer>;
  /** Encrypts what the database keeps of channels. */
  seal: {
    seal: (text: string, place: string) => string;
    open: (sealed: string, place: string) => string | null;
  };
}
