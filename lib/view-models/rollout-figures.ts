import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { formatCount, formatCountOf, formatShare } from './format.ts';
import { prepareRolloutRow } from './rollout-row.ts';
import { isActive } from './rollout-status.ts';

/** A large figure with what it counts. */
export interface RolloutFigure {
  name: string;
  value: string;
  note: string;
}

/** @param nowMs milliseconds since 1970 */
export function prepareRolloutFigures(rollout: RolloutDetail, nowMs: number): RolloutFigure[] {
  const row = prepareRolloutRow(rollout, nowMs);
  const { canary, control } = rollout.totals;
  const hit = canary.requests + control.requests;
  return [
    {
      name: 'Share of traffic',
      value: row.percentage,
      note:
        row.step ??
        (rollout.status === 'promoted' ? 'it is production now' : 'production answers everything'),
    },
    {
      name: 'Requests hit',
      value: formatCount(rollout.canary_requests),
      note:
        hit === 0
          ? 'no request yet'
          : `${formatCountOf(canary.errors, 'error')}; ${formatShare(canary.requests / hit)} of ${formatCountOf(hit, 'request')}`,
    },
    {
      name: 'Time to rollback',
      value: row.timeToRollback,
      note: rollbackNote(rollout),
    },
    {
      name: isActive(rollout) ? 'Runs for' : 'Duration',
      value: row.duration,
      note: isActive(rollout) ? 'pauses included' : 'from the start to the end',
    },
  ];
}

function rollbackNote({ status, time_to_rollback_ms: lengthMs }: RolloutDetail): string {
  if (status !== 'rolled_back') return 'nothing was rolled back';
  return lengthMs === null ? 'no single request began it' : 'from the first bad request';
}
