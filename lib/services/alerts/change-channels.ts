import type {
  AlertChannelList,
  ChangeAlertChannel,
  CreateAlertChannel,
  TestedAlertChannel,
} from '#lib/contracts/alert-channels.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import { targetSummary, type ChannelTarget } from '#lib/domain/alerts/channel.ts';
import { buildMessage } from '#lib/domain/alerts/messages/message.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { changed, FASTER, refuse, type ChangeOutcome } from './outcome.ts';
import { readChannels, type ChannelContext } from './read-channels.ts';

type ChangeContext = ChannelContext & Pick<Context, 'clock' | 'newId'>;

/** Channels without their secrets. */
export async function listChannels(ctx: ChannelContext): Promise<AlertChannelList> {
  const channels = await readChannels(ctx);
  return {
    items: channels.map(({ id, name, kind, source, isPaused, target, summary, version }) => ({
      ...{ id, name, kind, source, summary, version },
      is_paused: isPaused,
      is_usable: target !== null,
    })),
  };
}

export async function addChannel(
  ctx: ChangeContext,
  actor: Principal,
  { id, name, target }: CreateAlertChannel,
): Promise<ChangeOutcome> {
  if (ctx.config.alerts.channels.some((own) => own.id === id)) {
    return refuse(409, `there is a channel "${id}" already`);
  }
  const wrong = refuseTarget(ctx, target);
  if (wrong) return wrong;
  return inTransaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO alert_channels (id, name, kind, is_paused, sealed_target, summary, version, updated_at, updated_by)
       VALUES ($1, $2, $3, false, $4, $5, 1, $6, $7) ON CONFLICT DO NOTHING`,
      [
        id,
        storableText(name),
        target.kind,
        ctx.alerts.seal.seal(JSON.stringify(target), id),
        targetSummary(target),
        new Date(ctx.clock.nowMs()),
        actor.name,
      ],
    );
    if (!rowCount) return refuse(409, `there is a channel "${id}" already`);
    const details = { name, kind: target.kind };
    await writeAuditEntry(ctx, client, {
      actor: actor.id,
      action: 'alert_channel.create',
      target: id,
      details,
    });
    return changed;
  });
}

/** Changes a stored channel from the version that the caller has seen; without a target its secrets stay. */
export async function changeChannel(
  ctx: ChangeContext,
  actor: Principal,
  id: string,
  { version, name, is_paused: isPaused, target }: ChangeAlertChannel,
): Promise<ChangeOutcome> {
  const wrong = target && refuseTarget(ctx, target);
  if (wrong) return wrong;
  return inTransaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE alert_channels SET name = coalesce($3, name), is_paused = coalesce($4, is_paused),
         kind = coalesce($5, kind), sealed_target = coalesce($6, sealed_target), summary = coalesce($7, summary),
         version = version + 1, updated_at = $8, updated_by = $9
       WHERE id = $1 AND version = $2`,
      [
        id,
        version,
        name === undefined ? null : storableText(name),
        isPaused ?? null,
        target?.kind ?? null,
        target ? ctx.alerts.seal.seal(JSON.stringify(target), id) : null,
        target ? targetSummary(target) : null,
        new Date(ctx.clock.nowMs()),
        actor.name,
      ],
    );
    if (!rowCount) {
      const known = await client.query('SELECT 1 FROM alert_channels WHERE id = $1', [id]);
      return known.rows.length > 0 ? refuse(409, FASTER) : refuse(404, 'there is no such stored channel');
    }
    const details = { name, is_paused: isPaused, has_new_target: target !== undefined };
    await writeAuditEntry(ctx, client, {
      actor: actor.id,
      action: 'alert_channel.change',
      target: id,
      details,
    });
    return changed;
  });
}

/** Names are checked again when a message goes out: what they mean may have changed. */
function refuseTarget(ctx: ChangeContext, target: ChannelTarget): ChangeOutcome | null {
  const problem = ctx.alerts.checkTarget(target);
  return (
    problem && {
      ok: false,
      status: 422,
      problem: { path: `target.${problem.field}`, message: problem.message },
    }
  );
}

export async function removeChannel(
  ctx: ChangeContext,
  actor: Principal,
  id: string,
  version: number,
): Promise<ChangeOutcome> {
  return inTransaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query('DELETE FROM alert_channels WHERE id = $1 AND version = $2', [
      id,
      version,
    ]);
    if (!rowCount) {
      const known = await client.query('SELECT 1 FROM alert_channels WHERE id = $1', [id]);
      return known.rows.length > 0 ? refuse(409, FASTER) : refuse(404, 'there is no such stored channel');
    }
    await writeAuditEntry(ctx, client, { actor: actor.id, action: 'alert_channel.delete', target: id });
    return changed;
  });
}

/** Sends a test message at once. Null when there is no such channel. */
export async function testChannel(
  ctx: ChangeContext,
  actor: Principal,
  id: string,
): Promise<TestedAlertChannel | null> {
  const channel = (await readChannels(ctx)).find((item) => item.id === id);
  if (!channel) return null;
  if (channel.target === null) {
    return { outcome: 'not_allowed', status: null, text: channel.summary, duration_ms: 0 };
  }
  const nowMs = ctx.clock.nowMs();
  const at = new Date(nowMs).toISOString();
  const event = {
    ...({ id: ctx.newId(nowMs), kind: 'ok', ruleId: 'test', ruleName: 'Test message', key: '' } as const),
    ...({ ruleKind: 'dead_letters', value: 0, threshold: 0, since: at, link: '/alerts' } as const),
    detail: `${actor.name} tests the channel "${channel.name}". Nothing is wrong.`,
    advice: null,
  };
  const message = buildMessage(ctx.newId(nowMs), at, [event], ctx.alerts.baseUrl);
  const answer = await ctx.alerts.send(channel.target, message);
  await inTransaction(ctx.pool, (client) =>
    writeAuditEntry(ctx, client, {
      ...{ actor: actor.id, action: 'alert_channel.test', target: id, details: { outcome: answer.outcome } },
    }),
  );
  const { outcome, status, text } = answer;
  return { outcome, status, text, duration_ms: Math.round(answer.durationMs) };
}
