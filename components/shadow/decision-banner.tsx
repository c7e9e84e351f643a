'use client';

import { CircleCheck, CircleDashed, CircleHelp, CircleX, Rocket, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { cn } from '#lib/client/cn.ts';
import type { ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { shadowDecisionMarkdown } from '#lib/view-models/shadow-decision-markdown.ts';
import type { DecisionView } from '#lib/view-models/shadow-decision.ts';

const LOOKS: Record<ShadowDecision['decision'], { icon: LucideIcon; color: string }> = {
  promote: { icon: CircleCheck, color: 'text-positive' },
  roll_back: { icon: CircleX, color: 'text-negative' },
  keep_going: { icon: CircleDashed, color: 'text-muted' },
  undecided: { icon: CircleHelp, color: 'text-warning' },
};

interface DecisionBannerProps {
  decision: ShadowDecision;
  view: DecisionView;
  /** The candidate as the configuration names it, for those who may start a rollout. */
  rolloutModel: string | null;
}

/** The decision in words, what was compared, and the way on from a promotion: real traffic, in steps. */
export function DecisionBanner({ decision, view, rolloutModel }: DecisionBannerProps) {
  const { icon: Icon, color } = LOOKS[view.word];
  return (
    <section
      aria-labelledby="decision-heading"
      className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 rounded-lg border border-line bg-surface p-4"
    >
      <div className="flex min-w-0 gap-3">
        <Icon aria-hidden="true" className={cn('mt-0.5 size-6 shrink-0', color)} />
        <div className="min-w-0">
          <h2 id="decision-heading" className="text-lg font-semibold tracking-tight">
            {view.title}
          </h2>
          {view.reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
          {view.progress === null ? null : (
            <p role="status" className="mt-1 text-sm text-warning">
              {view.progress}
            </p>
          )}
          <p className="mt-1 text-sm break-words text-muted">
            <Compared decision={decision} />
          </p>
        </div>
      </div>
      <div className="flex items-center gap-2 print:hidden">
        {rolloutModel !== null && view.word === 'promote' ? (
          <Button asChild variant="primary">
            <Link href={`/rollouts?start=1&model=${encodeURIComponent(rolloutModel)}`}>
              <Rocket aria-hidden="true" />
              Start a rollout with this candidate
            </Link>
          </Button>
        ) : null}
        <CopyButton text={shadowDecisionMarkdown(decision)} label="Copy the report as Markdown" />
      </div>
    </section>
  );
}

function Compared({ decision }: { decision: ShadowDecision }) {
  const { candidate_model: candidate, production_models: production, settings } = decision;
  if (candidate === null)
    return 'No candidate is configured: set candidate_model in shadow_config.yaml to compare one.';
  const names = production.map(({ model }) => model).join(', ');
  return (
    <>
      Candidate {candidate} against {names || 'production'} · judge {decision.judge_model}, rubric{' '}
      {decision.rubric_version} · margin {settings.margin}, risk {settings.alpha} of either mistake
    </>
  );
}
