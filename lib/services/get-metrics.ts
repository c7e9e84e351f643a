import { exposition } from '#lib/domain/telemetry/exposition.ts';
import { Counter, gauge, type MetricFamily } from '#lib/domain/telemetry/instruments.ts';
import type { Context } from './context.ts';

type MetricsContext = Pick<Context, 'ledger'> & {
  jobs: Pick<Context['jobs'], 'counts'>;
  journal: Pick<Context['journal'], 'backlogBytes'>;
  router: Pick<Context['router'], 'current' | 'isShadowKilled' | 'isCanaryKilled' | 'ageMs'>;
};

/** Whoever collects metrics wants them most of all while something hangs. */
const PATIENCE_MS = 1_000;

/** The state of this process in the text format of Prometheus. Without the database the jobs are left out. */
export async function getMetrics(ctx: MetricsContext): Promise<string> {
  const jobs = await jobsOf(ctx);
  return exposition([
    ...ctx.ledger.traffic.families(),
    gauge('lrg_exchanges_in_flight', 'Model calls under way', ctx.ledger.inFlight),
    ledgerOf(ctx),
    gauge('lrg_journal_backlog_bytes', 'Exchanges that wait to be stored', ctx.journal.backlogBytes),
    gauge('lrg_database_up', 'Whether the database answers', jobs ? 1 : 0),
    ...(jobs ? [jobs] : []),
    ctx.ledger.skippedShadowJobs.family(),
    ...familiesOf(ctx.router),
  ]);
}

function familiesOf(router: MetricsContext['router']): MetricFamily[] {
  const { rollout } = router.current;
  return [
    gauge('lrg_canary_percentage', 'Share of production that a candidate is given', rollout?.percentage ?? 0),
    gauge(
      'lrg_canary_killed',
      'Whether candidates are switched off by the kill switch',
      Number(router.isCanaryKilled),
    ),
    gauge(
      'lrg_shadow_killed',
      'Whether shadow evaluation is switched off by the kill switch',
      Number(router.isShadowKilled),
    ),
    gauge('lrg_router_state_age_seconds', "Age of what is known of the router's state", router.ageMs / 1_000),
  ];
}

function ledgerOf({ ledger }: MetricsContext): MetricFamily {
  const counter = new Counter('lrg_ledger_exchanges_total', 'What became of the exchanges', ['state']);
  const { answered, journaled, stored, duplicates, rejected, lost } = ledger;
  const states = { answered, journaled, stored, duplicates, rejected, lost };
  for (const [state, count] of Object.entries(states)) counter.add([state], count);
  return counter.family();
}

async function jobsOf(ctx: MetricsContext): Promise<MetricFamily | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), PATIENCE_MS);
  const counts = await Promise.race([ctx.jobs.counts().catch(() => null), late.promise]);
  clearTimeout(timer);
  if (!counts) return null;
  const samples = Object.entries(counts).map(([state, value]: [string, number]) => ({
    labels: { state },
    value,
  }));
  return { name: 'lrg_jobs', help: 'Background jobs by state', type: 'gauge', samples };
}
