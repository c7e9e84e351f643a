import type { PoolClient } from 'pg';
import type { RolloutEvent, RolloutEventKind } from '#lib/domain/rollout/state.ts';
import type { Channel } from '../alerts/read-channels.ts';
import { insertAlertEvent, insertDeliveries } from '../alerts/insert-alert-event.ts';
import { candidateName, type RolloutRecord } from './rollout-record.ts';
import type { RolloutContext } from './rollout-context.ts';

const WORDS: Readonly<Record<RolloutEventKind, string>> = {
  started: 'started',
  advanced: 'gets more traffic',
  extended: 'can not be judged yet',
  flagged: 'wants a look',
  paused: 'paused',
  resumed: 'goes on',
  promoted: 'promoted',
  rolled_back: 'rolled back',
  aborted: 'aborted',
};

/** What is in the history alone: nobody has to be told of every step of what goes well. */
const QUIET: readonly RolloutEventKind[] = ['advanced', 'extended', 'resumed'];

/**
 * Writes what became of a rollout into the alerts' history and, in the same transaction, sends it to the channels. Quiet
 * hours don't hold it back: it happens once, and somebody may have to act.
 */
export async function tellRollout(
  ctx: Pick<RolloutContext, 'clock' | 'newId' | 'jobs'>,
  client: PoolClient,
  { id, candidate }: Pick<RolloutRecord, 'id' | 'candidate'>,
  event: RolloutEvent,
  channels: readonly Channel[],
): Promise<void> {
  const isTold = !QUIET.includes(event.kind);
  const messageId = isTold && channels.length > 0 ? ctx.newId(ctx.clock.nowMs()) : null;
  if (messageId !== null) await insertDeliveries(ctx, client, messageId, channels);
  const isTrouble =
    event.kind === 'rolled_back' ||
    event.kind === 'flagged' ||
    (event.kind === 'paused' && event.cause !== 'by_hand');
  const kind = isTrouble ? 'firing' : event.kind === 'extended' ? 'pending' : 'ok';
  await insertAlertEvent(ctx, client, {
    ...{ ruleId: 'rollout', ruleName: 'Rollout', ruleKind: 'rollout', messageId },
    key: `${candidateName(candidate)} ${WORDS[event.kind]}`,
    event: {
      ...{ kind, from: 'ok', to: kind, outcome: isTold ? 'sent' : 'not_sent' },
      reason: isTold ? 'due' : 'never_told',
    },
    ...{ value: event.percentageAfter / 100, threshold: event.percentageBefore / 100, samples: 0 },
    ...{ sinceMs: event.firstBadMs, detail: event.reason, link: `/rollouts/${id}` },
    advice: event.kind === 'rolled_back' ? 'No rollout starts until somebody lifts the freeze.' : null,
  });
}
