import type { ChannelTarget, SendAnswer, TargetProblem } from '#lib/domain/alerts/channel.ts';
import type { AlertMessage } from '#lib/domain/alerts/messages/message.ts';

/** What alerts need of the outside. */
export interface AlertTools {
  /** Address of the dashboard, without a slash at its end. */
  baseUrl: string;
  /** Sends once; never throws. */
  send: (target: ChannelTarget, message: AlertMessage) => Promise<SendAnswer>;
  /** What is wrong with a target before anything is sent there; null: nothing is. */
  checkTarget: (target: ChannelTarget) => TargetProblem | null;
  /** Encrypts what the database keeps of channels. */
  seal: {
    seal: (text: string, place: string) => string;
    open: (sealed: string, place: string) => string | null;
  };
}
