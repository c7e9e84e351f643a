import type { AlertRuleList, ChangeAlertRule } from '#lib/contracts/alerts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import { storableLine } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { thresholdOf } from './gather-observations.ts';
import { changed, FASTER, refuse, type ChangeOutcome } from './outcome.ts';
import { readRules } from './read-rules.ts';

type RuleContext = Pick<Context, 'pool' | 'config' | 'log' | 'clock' | 'newId'>;

/** All rules in force. */
export async function listRules(ctx: RuleContext): Promise<AlertRuleList> {
  const rules = await readRules(ctx);
  return {
    cooldown_minutes: ctx.config.alerts.cooldown_minutes,
    items: rules.map(({ rule, source, version, updatedAt, updatedBy }) => ({
      ...{ rule, source, version },
      threshold: thresholdOf(ctx, rule),
      updated_at: updatedAt,
      updated_by: updatedBy,
    })),
  };
}

/** Adds a rule; its id must be new. */
export async function addRule(ctx: RuleContext, actor: Principal, rule: AlertRule): Promise<ChangeOutcome> {
  if (ctx.config.alerts.rules.some(({ id }) => id === rule.id)) {
    return refuse(409, `there is a rule "${rule.id}" already`);
  }
  return inTransaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO alert_rules (id, rule, version, updated_at, updated_by) VALUES ($1, $2::jsonb, 1, $3, $4)
       ON CONFLICT DO NOTHING`,
      [rule.id, storableLine(rule), new Date(ctx.clock.nowMs()), actor.name],
    );
    if (!rowCount) return refuse(409, `there is a rule "${rule.id}" already`);
    await writeAuditEntry(ctx, client, {
      ...{ actor: actor.id, action: 'alert_rule.create', target: rule.id, details: rule },
    });
    return changed;
  });
}

/** Changes a rule from the version that the caller has seen. A change of a file's rule is stored beside the file. */
export async function changeRule(
  ctx: RuleContext,
  actor: Principal,
  id: string,
  { version, rule }: ChangeAlertRule,
): Promise<ChangeOutcome> {
  const isOfFile = ctx.config.alerts.rules.some((own) => own.id === id);
  return inTransaction(ctx.pool, async (client) => {
    const values = [id, storableLine(rule), new Date(ctx.clock.nowMs()), actor.name];
    const { rowCount } =
      version === 0 && isOfFile
        ? await client.query(
            `INSERT INTO alert_rules (id, rule, version, updated_at, updated_by) VALUES ($1, $2::jsonb, 1, $3, $4)
             ON CONFLICT DO NOTHING`,
            values,
          )
        : await client.query(
            `UPDATE alert_rules SET rule = $2::jsonb, version = version + 1, updated_at = $3, updated_by = $4
             WHERE id = $1 AND version = $5`,
            [...values, version],
          );
    if (!rowCount) {
      const known = await client.query('SELECT 1 FROM alert_rules WHERE id = $1', [id]);
      return isOfFile || known.rows.length > 0 ? refuse(409, FASTER) : refuse(404, 'there is no such rule');
    }
    await writeAuditEntry(ctx, client, {
      ...{ actor: actor.id, action: 'alert_rule.change', target: id, details: rule },
    });
    return changed;
  });
}

/** Takes a stored rule away: the file's is in force again, or none. */
export async function resetRule(
  ctx: RuleContext,
  actor: Principal,
  id: string,
  version: number,
): Promise<ChangeOutcome> {
  return inTransaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query('DELETE FROM alert_rules WHERE id = $1 AND version = $2', [
      id,
      version,
    ]);
    if (!rowCount) {
      const known = await client.query('SELECT 1 FROM alert_rules WHERE id = $1', [id]);
      return known.rows.length > 0 ? refuse(409, FASTER) : refuse(404, 'there is no such stored rule');
    }
    await writeAuditEntry(ctx, client, { actor: actor.id, action: 'alert_rule.reset', target: id });
    return changed;
  });
}
