import { Flag, Split } from 'lucide-react';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { cn } from '#lib/client/cn.ts';
import type { HealthCheckRow, HealthView, TriggerRow } from '#lib/view-models/rollout-health.ts';
import { ToneBadge } from './tone-badge.tsx';

interface HealthEvidenceProps {
  view: HealthView;
  /** Of the heading that names the tables. */
  id: string;
}

/** Everything that a check looked at: comparisons, triggers, the split of users, and flags. */
export function HealthEvidence({ view, id }: HealthEvidenceProps) {
  return (
    <div className="flex flex-col">
      <ChecksTable checks={view.checks} id={id} />
      {view.triggers.length > 0 ? <TriggersTable triggers={view.triggers} id={id} /> : null}
      {view.sampleRatio === null ? null : (
        <p
          className={cn(
            'flex items-start gap-2.5 border-t border-line px-4 py-3 text-sm',
            view.sampleRatio.isMismatch ? 'text-negative' : 'text-muted',
          )}
        >
          <Split aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>
            {view.sampleRatio.isMismatch ? 'Traffic isn’t split as planned: ' : ''}
            {view.sampleRatio.text}
          </span>
        </p>
      )}
      {view.flags.map((flag) => (
        <p
          key={flag}
          className="flex items-start gap-2.5 border-t border-line px-4 py-3 text-sm text-warning"
        >
          <Flag aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>{flag}</span>
        </p>
      ))}
    </div>
  );
}

function ChecksTable({ checks, id }: { checks: readonly HealthCheckRow[]; id: string }) {
  return (
    <table
      aria-describedby={id}
      aria-label="Candidate against control"
      className="w-full table-fixed text-sm"
    >
      <thead className="border-y border-line">
        <tr>
          <HeadCell>Against control</HeadCell>
          <HeadCell className="w-32 text-right max-md:pr-4 md:w-44">Candidate</HeadCell>
          <HeadCell className="hidden w-44 text-right md:table-cell">Control</HeadCell>
          <HeadCell className="hidden w-36 text-right md:table-cell">Limit</HeadCell>
          <HeadCell className="hidden w-40 md:table-cell">Verdict</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {checks.map((check) => (
          <tr key={check.metric}>
            <Cell className="align-top">
              <p className="font-medium">{check.metric}</p>
              <p className="text-sm text-muted">{check.reason}</p>
              <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted md:hidden">
                <ToneBadge tone={check.tone}>{check.verdict}</ToneBadge>
                {check.limit}; control {check.control}
              </p>
            </Cell>
            <Side
              value={check.canary}
              interval={check.canaryInterval}
              n={check.canaryN}
              className="max-md:pr-4"
            />
            <Side
              value={check.control}
              interval={check.controlInterval}
              n={check.controlN}
              className="hidden md:table-cell"
            />
            <Cell className="hidden text-right align-top tabular-nums md:table-cell">{check.limit}</Cell>
            <Cell className="hidden align-top md:table-cell">
              <ToneBadge tone={check.tone}>{check.verdict}</ToneBadge>
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SideProps {
  value: string;
  interval: string | null;
  n: string;
  className: string;
}

function Side({ value, interval, n, className }: SideProps) {
  return (
    <Cell className={cn('text-right align-top tabular-nums', className)}>
      <span className="font-medium">{value}</span>
      <span className="block text-xs text-muted">{n}</span>
      {interval === null ? null : <span className="block text-xs text-muted">{interval}</span>}
    </Cell>
  );
}

function TriggersTable({ triggers, id }: { triggers: readonly TriggerRow[]; id: string }) {
  return (
    <table aria-describedby={id} aria-label="Limits that take it back" className="w-full table-fixed text-sm">
      <thead className="border-y border-line">
        <tr>
          <HeadCell>Takes it back at once</HeadCell>
          <HeadCell className="w-32 text-right max-md:pr-4 md:w-44">Candidate</HeadCell>
          <HeadCell className="hidden w-44 text-right md:table-cell">Window</HeadCell>
          <HeadCell className="hidden w-36 text-right md:table-cell">Limit</HeadCell>
          <HeadCell className="hidden w-40 md:table-cell">State</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {triggers.map((trigger) => (
          <tr key={trigger.name}>
            <Cell className="align-top">
              <p className="font-medium">{trigger.name}</p>
              <p className="text-sm text-muted">{trigger.reason}</p>
              <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted md:hidden">
                <TriggerState trigger={trigger} />
                {trigger.limit} over {trigger.window}
              </p>
            </Cell>
            <Side value={trigger.value} interval={null} n={trigger.n} className="max-md:pr-4" />
            <Cell className="hidden text-right align-top tabular-nums md:table-cell">{trigger.window}</Cell>
            <Cell className="hidden text-right align-top tabular-nums md:table-cell">{trigger.limit}</Cell>
            <Cell className="hidden align-top md:table-cell">
              <TriggerState trigger={trigger} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TriggerState({ trigger: { isFiring } }: { trigger: TriggerRow }) {
  return <ToneBadge tone={isFiring ? 'negative' : 'neutral'}>{isFiring ? 'Fires' : 'Quiet'}</ToneBadge>;
}
