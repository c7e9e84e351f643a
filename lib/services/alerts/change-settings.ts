import type { AlertSettings } from '#lib/contracts/alerts.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { changed, FASTER, refuse, type ChangeOutcome } from './outcome.ts';
import { readQuietHours } from './read-rules.ts';

type SettingsContext = Pick<Context, 'pool' | 'config' | 'clock' | 'newId'>;

export async function getAlertSettings(ctx: SettingsContext): Promise<AlertSettings> {
  const { quietHours, source, version } = await readQuietHours(ctx, ctx.pool);
  return {
    quiet_hours: quietHours && {
      time_zone: quietHours.timeZone,
      from: quietHours.from,
      to: quietHours.to,
    },
    source,
    version,
  };
}

/** Sets quiet hours from the version that the caller has seen; null means none, whatever the file says. */
export async function changeQuietHours(
  ctx: SettingsContext,
  actor: Principal,
  { version, quiet_hours: hours }: Pick<AlertSettings, 'version' | 'quiet_hours'>,
): Promise<ChangeOutcome> {
  return inTransaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE alert_settings SET quiet_hours = $1::jsonb, is_overriding = true, version = version + 1
       WHERE id = 1 AND version = $2`,
      [hours === null ? null : JSON.stringify(hours), version],
    );
    if (!rowCount) return refuse(409, FASTER);
    await writeAuditEntry(ctx, client, {
      ...{ actor: actor.id, action: 'alert_settings.change', target: 'quiet_hours', details: { hours } },
    });
    return changed;
  });
}
