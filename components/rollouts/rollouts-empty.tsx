'use client';

import { Rocket } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Command } from '#components/ui/command.tsx';
import { useRolloutSettings } from './rollout-settings.tsx';

/** There is no rollout yet: what one is, and how to start the first. */
export function RolloutsEmpty({ onStart }: { onStart: () => void }) {
  const { canWrite } = useRolloutSettings();
  return (
    <section aria-labelledby="first-rollout" className="rounded-lg border border-line bg-surface p-5 md:p-8">
      <div className="mx-auto flex max-w-2xl flex-col gap-5">
        <header>
          <h2 id="first-rollout" className="text-lg font-semibold tracking-tight">
            Roll the first candidate out
          </h2>
          <p className="mt-1 text-muted">
            A rollout gives a candidate, which is a model, a prompt version or both, a small share of real
            traffic. While it does as well as production its share grows step by step, up to the promotion.
            When it does worse it is taken back by itself.{' '}
            <Link href="/shadow" className="rounded-xs underline hover:text-text">
              Shadow traffic
            </Link>{' '}
            tells beforehand, unseen by users, whether a model is worth it.
          </p>
        </header>
        {canWrite ? (
          <Button variant="primary" size="large" className="self-start" onClick={onStart}>
            <Rocket aria-hidden="true" />
            Start a rollout here
          </Button>
        ) : null}
        <div>
          <h3 className="mb-1.5 text-sm font-medium">
            {canWrite ? 'Or from a terminal' : 'From a terminal'}, waiting for the outcome
          </h3>
          <Command text="npm run lrg -- rollout start --model MODEL --wait" label="Copy the command" />
        </div>
      </div>
    </section>
  );
}
