import { createHmac } from 'node:crypto';

/**
 * Signature of a webhook: HMAC-SHA256 over `<seconds since 1970>.<body>`, in hex, as `t=<seconds>,v1=<hex>`. The time lets
 * a receiver refuse what somebody recorded and sends again.
 */
export function signWebhook(body: string, secret: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
