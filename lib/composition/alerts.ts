import { readOrMakeSecret } from '#lib/adapters/auth/secret-file.ts';
import { createChannelSender } from '#lib/adapters/channels/channel-sender.ts';
import { checkTarget } from '#lib/adapters/channels/check-target.ts';
import { createSeal } from '#lib/adapters/crypto/sealed.ts';
import type { Environment } from '#lib/config/environment.ts';
import type { ConfigFiles } from '#lib/config/files.ts';
import type { AlertTools } from '#lib/services/alerts/alert-tools.ts';
import type { Clock } from '#lib/services/gateway/gateway-context.ts';

/** A channel that doesn't answer for so long is tried again later. */
const SEND_TIMEOUT_MS = 10_000;

/** Sending and encryption for alerts. */
export function buildAlerts(env: Environment, { alerts }: ConfigFiles, clock: Clock): AlertTools {
  const baseUrl = (env.publicUrl ?? `http://${env.host}:${env.port}`).replace(/\/+$/, '');
  return {
    baseUrl,
    seal: createSeal(env.secret ?? readOrMakeSecret(env.dataDir), 'alert channels'),
    checkTarget: (target) => checkTarget(target, alerts.allowed_private_hosts),
    send: createChannelSender({
      ...{ baseUrl, clock },
      timeoutMs: SEND_TIMEOUT_MS,
      allowedPrivateHosts: alerts.allowed_private_hosts,
    }),
  };
}
