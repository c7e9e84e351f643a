import { checkTarget } from '#lib/adapters/channels/check-target.ts';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { createSeal } from '#lib/adapters/crypto/sealed.ts';
import { parseEnvironment } from '#lib/config/environment.ts';
import type { ConfigFiles } from '#lib/config/files.ts';
import type { AlertMessage } from '#lib/domain/alerts/messages/message.ts';
import type { ChannelTarget, SendAnswer } from '#lib/domain/alerts/channel.ts';
import { deliverAlert, type DeliverContext } from '#lib/services/alerts/deliver-alert.ts';
import { evaluateAlerts, type EvaluateContext } from '#lib/services/alerts/evaluate-alerts.ts';
import { recordingLog } from './recording-log.ts';
import { testConfig } from './test-config.ts';
import type { TestDatabase } from './test-database.ts';

const DELIVERED: SendAnswer = {
  ...{ outcome: 'delivered', isRetriable: false, status: 200, text: 'ok', retryAfterMs: null },
  durationMs: 3,
};

/** Alerts on a real database, with a clock, channels and a job queue that a test holds in its hands. */
export function alertDesk(
  db: TestDatabase,
  alerts: Partial<ConfigFiles['alerts']>,
  variables: Record<string, string> = {},
) {
  const sent: { target: ChannelTarget; message: AlertMessage }[] = [];
  const queue: { job_id: string; delivery_id: string; waitMs: number }[] = [];
  const answers: SendAnswer[] = [];
  const desk = {
    nowMs: Date.UTC(2026, 10, 21, 12),
    sent,
    queue,
    /** What channels say next; then everything is delivered. */
    answers,
  };
  const ctx: EvaluateContext & DeliverContext = {
    pool: db.pool,
    config: testConfig('http://127.0.0.1:9/v1', { alerts }),
    env: parseEnvironment(variables),
    log: recordingLog(),
    clock: { nowMs: () => desk.nowMs, elapsedMs: () => 0 },
    newId: createIdSource(),
    isDatabaseAway: () => false,
    jobs: {
      enqueueDeliveries: (_client: unknown, jobs: typeof queue, waitMs: number) => {
        queue.push(...jobs.map((job) => ({ ...job, waitMs })));
        return Promise.resolve();
      },
      // What else a queue does isn't for alerts.
    } as unknown as EvaluateContext['jobs'],
    alerts: {
      baseUrl: 'http://guard',
      seal: createSeal('a secret of at least thirty-two characters', 'test'),
      checkTarget: (target) => checkTarget(target, alerts.allowed_private_hosts ?? []),
      send: (target, message) => {
        sent.push({ target, message });
        return Promise.resolve(answers.shift() ?? DELIVERED);
      },
    },
  };
  return Object.assign(desk, {
    ctx,
    check: () => evaluateAlerts(ctx),
    /** Runs every job that waits now, as a worker does. */
    deliver: async () => {
      for (const job of queue.splice(0)) await deliverAlert(ctx, job);
    },
  });
}
