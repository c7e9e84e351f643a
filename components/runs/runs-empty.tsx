'use client';

import { Play } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Command } from '#components/ui/command.tsx';
import { useRunSettings } from './run-settings.tsx';

/** There is no run yet: how to make the first one. */
export function RunsEmpty({ onStart }: { onStart: () => void }) {
  const { canWrite, currentModel } = useRunSettings();
  return (
    <section aria-labelledby="first-run" className="rounded-lg border border-line bg-surface p-5 md:p-8">
      <div className="mx-auto flex max-w-2xl flex-col gap-6">
        <header>
          <h2 id="first-run" className="text-lg font-semibold tracking-tight">
            Make the first run
          </h2>
          <p className="mt-1 text-muted">
            A run asks a model every question of the golden set and scores the answers: by exact metrics, by
            checks, and by a judge that is itself tested in every run. The current model is{' '}
            <code className="font-mono text-sm text-text">{currentModel}</code>.
          </p>
        </header>
        {canWrite ? (
          <Button variant="primary" size="large" className="self-start" onClick={onStart}>
            <Play aria-hidden="true" />
            Start a run here
          </Button>
        ) : null}
        <div>
          <h3 className="mb-1.5 text-sm font-medium">
            {canWrite ? 'Or from a terminal' : 'From a terminal'}, a tenth of the examples
          </h3>
          <Command text="npm run lrg -- score --sample 0.1" label="Copy the command" />
        </div>
      </div>
    </section>
  );
}
