import type { RolloutDetail } from '#lib/contracts/rollouts.ts';
import { readable, table } from '../terminal/table.ts';

const WORDS: Readonly<Record<RolloutDetail['status'], string>> = {
  running: 'RUNNING',
  paused: 'PAUSED',
  promoted: 'PROMOTED',
  rolled_back: 'ROLLED BACK',
  aborted: 'ABORTED',
};

/** One line: where a rollout stands. */
export function progressOf({ status, percentage, step, steps, events }: RolloutDetail): string {
  const [at, last] = [events.at(-1)?.created_at.slice(0, 19) ?? '', events.at(-1)?.reason ?? ''];
  return `${at}  ${WORDS[status]}, ${percentage}% of traffic (step ${step + 1} of ${steps.length})  ${readable(last)}`;
}

/** A rollout for people. */
export function rolloutReport(rollout: RolloutDetail): string {
  const { candidate, control, time_to_rollback_ms: toRollback, totals } = rollout;
  const facts: [string, string][] = [
    ['rollout', rollout.id],
    ['candidate', named(candidate.model, candidate.prompt?.version ?? null)],
    ['control', named(control.model, control.prompt_version)],
    ['traffic', `${rollout.percentage}% (step ${rollout.step + 1} of ${rollout.steps.length})`],
    ['started', `${rollout.created_at} by ${rollout.created_by.name}`],
    ...(rollout.ended_at === null ? [] : [['ended', rollout.ended_at] as [string, string]]),
    ['requests', `${totals.canary.requests} of the candidate, ${totals.control.requests} of control`],
    ...(toRollback === null
      ? []
      : [
          ['rollback', `${(toRollback / 1_000).toFixed(1)} s after the first bad request`] as [
            string,
            string,
          ],
        ]),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    `${WORDS[rollout.status]}. ${readable(rollout.reason)}`,
    '',
    ...facts.map(([name, value]) => `${name.padEnd(width)}  ${readable(value)}`),
    '',
    historyOf(rollout),
  ].join('\n');
}

function named(model: string | null, prompt: string | null): string {
  return [model, prompt].filter((part) => part !== null).join(' with ');
}

function historyOf({ events }: RolloutDetail): string {
  return table(
    ['TIME', 'WHAT', 'TRAFFIC', 'BY', 'REASON'],
    events.map((event) => [
      event.created_at.slice(0, 19).replace('T', ' '),
      event.kind.replace('_', ' '),
      `${event.percentage_after}%`,
      event.actor.name,
      event.reason,
    ]),
  );
}
