import { ALERT_KINDS } from '#lib/domain/alerts/rule.ts';
import { counted, grouped } from '#lib/domain/text/figures.ts';
import { lastText, windowOf, type ObserveContext, type RuleObservation, type RuleOf } from './observation.ts';

/** 95th percentile of answered exchanges' latency. */
export async function observeLatency(
  ctx: ObserveContext,
  rule: RuleOf<'latency_p95'>,
): Promise<RuleObservation[]> {
  const { rows } = await ctx.pool.query<{ n: number; p95: number | null }>(
    `SELECT count(*)::int AS n, percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms) AS p95
     FROM chat_logs WHERE created_at > $1 AND created_at <= $2 AND status = 'ok'`,
    windowOf(ctx, rule.window_minutes),
  );
  const { n = 0, p95 = null } = rows[0] ?? {};
  const detail = `${counted(n, 'answered exchange')} in ${lastText(rule.window_minutes)}.`;
  const link = trafficLink(ctx, rule, { status: 'ok', sort: 'latency_ms' });
  return [measured(rule, n, p95, detail, link)];
}

/** Share of failed exchanges; those that the caller broke off count on neither side. */
export async function observeErrors(
  ctx: ObserveContext,
  rule: RuleOf<'error_rate'>,
): Promise<RuleObservation[]> {
  const { rows } = await ctx.pool.query<{ n: number; failed: number }>(
    `SELECT count(*)::int AS n, count(*) FILTER (WHERE status <> 'ok')::int AS failed
     FROM chat_logs WHERE created_at > $1 AND created_at <= $2 AND status <> 'aborted'`,
    windowOf(ctx, rule.window_minutes),
  );
  const { n = 0, failed = 0 } = rows[0] ?? {};
  const detail = `${grouped(failed)} of ${counted(n, 'exchange')} failed in ${lastText(rule.window_minutes)}.`;
  return [
    measured(
      rule,
      n,
      n === 0 ? null : failed / n,
      detail,
      trafficLink(ctx, rule, { status: 'error,timeout' }),
    ),
  ];
}

/** Jobs that failed for good in the window. */
export async function observeDeadLetters(
  ctx: ObserveContext,
  rule: RuleOf<'dead_letters'>,
): Promise<RuleObservation[]> {
  const { rows } = await ctx.pool.query<{ n: number; names: string | null }>(
    `SELECT count(*)::int AS n, string_agg(DISTINCT name, ', ') AS names
     FROM dead_letters WHERE failed_at > $1 AND failed_at <= $2`,
    windowOf(ctx, rule.window_minutes),
  );
  const { n = 0, names = null } = rows[0] ?? {};
  const which = names === null ? '' : ` (${names})`;
  const detail = `${counted(n, 'job')} failed for good${which} in ${lastText(rule.window_minutes)}.`;
  return [{ key: '', value: n, samples: n, detail, link: ALERT_KINDS.dead_letters.page }];
}

const LATEST: Record<RuleOf<'no_data'>['source'], [name: string, sql: string, link: string]> = {
  chat_logs: [
    'exchange',
    'SELECT created_at AS at FROM chat_logs WHERE created_at <= $1 ORDER BY created_at DESC LIMIT 1',
    '/traffic',
  ],
  shadow_evals: [
    'shadow evaluation',
    'SELECT ts AS at FROM shadow_evals WHERE ts <= $1 ORDER BY ts DESC LIMIT 1',
    '/shadow',
  ],
  runs: [
    'run',
    'SELECT created_at AS at FROM runs WHERE created_at <= $1 ORDER BY created_at DESC LIMIT 1',
    '/runs',
  ],
};

/** Minutes since the latest row; nothing is said before the first. */
export async function observeSilence(
  ctx: ObserveContext,
  rule: RuleOf<'no_data'>,
): Promise<RuleObservation[]> {
  const [name, sql, link] = LATEST[rule.source];
  const nowMs = ctx.clock.nowMs();
  // Rows of a time when the clock was ahead say nothing; they would keep the rule silent until that time has come.
  const { rows } = await ctx.pool.query<{ at: Date }>(sql, [new Date(nowMs)]);
  const latest = rows[0]?.at ?? null;
  const value = latest === null ? null : (nowMs - latest.getTime()) / 60_000;
  const detail =
    latest === null ? `There was no ${name} yet.` : `The latest ${name} is of ${minuteText(latest)}.`;
  return [{ key: '', value, samples: latest === null ? 0 : 1, detail, link }];
}

/** "2026-11-21 09:30 UTC". */
function minuteText(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The exchanges that the rule looked at, as the page of traffic shows them. */
function trafficLink(
  ctx: ObserveContext,
  rule: RuleOf<'latency_p95' | 'error_rate'>,
  choice: Readonly<Record<string, string>>,
): string {
  const range = windowOf(ctx, rule.window_minutes).map((time) => time.toISOString());
  return `${ALERT_KINDS[rule.kind].page}?${new URLSearchParams({ range: range.join('/'), ...choice }).toString()}`;
}

function measured(
  rule: RuleOf<'latency_p95' | 'error_rate'>,
  samples: number,
  value: number | null,
  detail: string,
  link: string,
): RuleObservation {
  const isEnough = samples >= rule.min_samples;
  return {
    key: '',
    value: isEnough ? value : null,
    samples,
    detail: isEnough ? detail : `${detail} At least ${grouped(rule.min_samples)} are needed.`,
    link,
  };
}
