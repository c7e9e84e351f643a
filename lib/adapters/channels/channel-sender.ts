import type { ChannelTarget, SendAnswer } from '#lib/domain/alerts/channel.ts';
import { messageText, type AlertMessage } from '#lib/domain/alerts/messages/message.ts';
import { slackBody } from '#lib/domain/alerts/messages/slack.ts';
import { webhookBody } from '#lib/domain/alerts/messages/webhook.ts';
import type { Resolve } from './addresses.ts';
import { postJson, type PostOptions } from './post-json.ts';
import { sendEmail } from './send-email.ts';
import { signWebhook } from './signature.ts';

export interface ChannelSenderOptions {
  /** Address of the dashboard, for links. */
  baseUrl: string;
  timeoutMs: number;
  allowedPrivateHosts: readonly string[];
  clock: { nowMs: () => number; elapsedMs: () => number };
  resolve?: Resolve;
}

/** Sends a message once; what comes of it is an answer, never an error. */
export type SendToChannel = (target: ChannelTarget, message: AlertMessage) => Promise<SendAnswer>;

export function createChannelSender(options: ChannelSenderOptions): SendToChannel {
  const { baseUrl, clock } = options;
  const post: PostOptions = {
    timeoutMs: options.timeoutMs,
    allowedPrivateHosts: options.allowedPrivateHosts,
    nowMs: clock.nowMs,
    resolve: options.resolve,
  };

  function once(target: ChannelTarget, message: AlertMessage) {
    if (target.kind === 'email') {
      return sendEmail(
        target,
        { id: message.id, subject: message.title, text: messageText(message, baseUrl) },
        post,
      );
    }
    if (target.kind === 'slack') {
      return postJson(target.url, JSON.stringify(slackBody(message, baseUrl)), {}, post);
    }
    const body = JSON.stringify(webhookBody(message));
    const headers = {
      'idempotency-key': message.id,
      'x-lrg-signature': signWebhook(body, target.secret, clock.nowMs()),
    };
    return postJson(target.url, body, headers, post);
  }

  return async (target, message) => {
    const startedMs = clock.elapsedMs();
    const answer = await once(target, message);
    return { ...answer, durationMs: clock.elapsedMs() - startedMs };
  };
}
