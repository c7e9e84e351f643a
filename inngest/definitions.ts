import type { ConfigFiles } from '#lib/config/files.ts';
import type { JobDefinition } from './job-definition.ts';
import { checkAlertsJob, deliverAlertJob, forgetAlertsJob } from './jobs/alert-jobs.ts';
import { evaluateExchangeJob } from './jobs/evaluate-exchange-job.ts';
import { scoreRunJob } from './jobs/score-run-job.ts';
import { scoreShadowJob } from './jobs/score-shadow-job.ts';

/** Every background job of the application. */
export function jobDefinitions(config: ConfigFiles): readonly JobDefinition[] {
  return [
    ...[scoreShadowJob(config), evaluateExchangeJob(config), scoreRunJob()],
    ...[checkAlertsJob(), deliverAlertJob(), forgetAlertsJob()],
  ];
}
