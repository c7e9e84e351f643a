import { z } from 'zod';
import { alertDeliveryJobSchema } from '#lib/contracts/events.ts';
import { deliverAlert } from '#lib/services/alerts/deliver-alert.ts';
import { evaluateAlerts } from '#lib/services/alerts/evaluate-alerts.ts';
import { forgetAlerts } from '#lib/services/alerts/forget-alerts.ts';
import { defineJob, type JobDefinition } from '../job-definition.ts';

export const DELIVER_ALERT_QUEUE = 'deliver_alert';

const AN_HOUR = 3_600;
const A_DAY = 24 * AN_HOUR;

/** Looks at every alert rule, each minute. */
export function checkAlertsJob(): JobDefinition {
  return defineJob({
    queue: 'check_alerts',
    event: 'lrg/alerts.check',
    cron: '* * * * *',
    data: z.object({}),
    // The next minute's job is the retry.
    retries: 0,
    retryDelaySeconds: 1,
    keepSeconds: AN_HOUR,
    expireSeconds: 300,
    concurrency: 1,
    run: ({ ctx }) => evaluateAlerts(ctx),
  });
}

/** Sends one message to one channel; attempts that fail schedule the next by themselves. */
export function deliverAlertJob(): JobDefinition {
  return defineJob({
    queue: DELIVER_ALERT_QUEUE,
    event: 'lrg/alert.told',
    data: alertDeliveryJobSchema,
    // For a database that was away; what channels answer isn't a failure of the job.
    retries: 10,
    retryDelaySeconds: 5,
    keepSeconds: A_DAY,
    expireSeconds: 300,
    // A channel that hangs shall not hold the others up.
    concurrency: 40,
    run: ({ ctx, data }) => deliverAlert(ctx, data),
  });
}

/** Deletes history that is older than configured, once a day. */
export function forgetAlertsJob(): JobDefinition {
  return defineJob({
    queue: 'forget_alerts',
    event: 'lrg/alerts.forget',
    cron: '17 3 * * *',
    data: z.object({}),
    retries: 3,
    retryDelaySeconds: 60,
    keepSeconds: A_DAY,
    concurrency: 1,
    run: ({ ctx }) => forgetAlerts(ctx),
  });
}
