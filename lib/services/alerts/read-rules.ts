import type { PoolClient } from 'pg';
import { alertRuleSchema, type AlertRule } from '#lib/domain/alerts/rule.ts';
import { quietHoursSchema, type QuietHours } from '#lib/domain/alerts/quiet-hours.ts';
import type { Context } from '../context.ts';

/** A rule in force, and where it comes from. */
export interface RuleInForce {
  rule: AlertRule;
  /** `changed`: the file's rule, changed on the settings page; `added`: of the settings page alone. */
  source: 'file' | 'changed' | 'added';
  /** 0 for a rule of the file; counts up with each change. */
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
}

/** The file's rules with the database's changes, in the file's order, added ones after them. */
export async function readRules(ctx: Pick<Context, 'pool' | 'config' | 'log'>): Promise<RuleInForce[]> {
  const { rows } = await ctx.pool.query<{
    id: string;
    rule: unknown;
    version: number;
    updated_at: Date;
    updated_by: string;
  }>('SELECT id, rule, version, updated_at, updated_by FROM alert_rules ORDER BY id');
  const changes = new Map<string, RuleInForce>();
  for (const row of rows) {
    const parsed = alertRuleSchema.safeParse(row.rule);
    if (!parsed.success) {
      // Stored by another version of the application; the file's rule, where there is one, is in force.
      ctx.log.warn({ rule: row.id, problem: parsed.error.message }, 'a stored alert rule is not valid');
      continue;
    }
    changes.set(row.id, {
      rule: parsed.data,
      source: 'added',
      version: row.version,
      updatedAt: row.updated_at.toISOString(),
      updatedBy: row.updated_by,
    });
  }
  const own = ctx.config.alerts.rules.map((rule): RuleInForce => {
    const change = changes.get(rule.id);
    changes.delete(rule.id);
    return change
      ? { ...change, source: 'changed' }
      : { rule, source: 'file', version: 0, updatedAt: null, updatedBy: null };
  });
  return [...own, ...changes.values()];
}

export interface QuietHoursInForce {
  quietHours: QuietHours | null;
  source: 'file' | 'changed';
  version: number;
  checkedAt: string | null;
}

/** The settings page's quiet hours, or else the file's. */
export async function readQuietHours(
  { config }: Pick<Context, 'config'>,
  database: Pick<PoolClient, 'query'>,
): Promise<QuietHoursInForce> {
  const { rows } = await database.query<{
    quiet_hours: unknown;
    is_overriding: boolean;
    version: number;
    checked_at: Date | null;
  }>('SELECT quiet_hours, is_overriding, version, checked_at FROM alert_settings WHERE id = 1');
  const [row] = rows;
  const isChanged = row?.is_overriding ?? false;
  const hours = isChanged
    ? quietHoursSchema
        .nullable()
        .catch(null)
        .parse(row?.quiet_hours ?? null)
    : config.alerts.quiet_hours;
  return {
    quietHours: hours && { timeZone: hours.time_zone, from: hours.from, to: hours.to },
    source: isChanged ? 'changed' : 'file',
    version: row?.version ?? 1,
    checkedAt: row?.checked_at?.toISOString() ?? null,
  };
}
