'use client';

import { Command } from '#components/ui/command.tsx';
import { Button } from '#components/ui/button.tsx';
import { useTimeRange } from '#lib/client/use-time-range.ts';
import type { Overview } from '#lib/contracts/overview.ts';
import { chatCommand } from '#lib/view-models/chat-command.ts';
import { formatShare } from '#lib/view-models/format.ts';
import type { TimeRange } from '#lib/view-models/time-range.ts';

interface GetStartedProps {
  overview: Overview;
  range: TimeRange;
  /** Nothing was ever evaluated here. */
  isFirst: boolean;
}

/** There were no requests: how to send some. Rendered in the browser only, after the first answer of the API. */
export function GetStarted({ overview, range, isFirst }: GetStartedProps) {
  const [, setRange] = useTimeRange();
  return (
    <section aria-labelledby="start-heading" className="rounded-lg border border-line bg-surface p-5 md:p-8">
      <div className="mx-auto flex max-w-2xl flex-col gap-6">
        <header>
          <h2 id="start-heading" className="text-lg font-semibold tracking-tight">
            {isFirst ? 'Send the first request' : `No requests in ${range.words}`}
          </h2>
          <p className="mt-1 text-muted">
            Requests go through the gateway to <Model name={overview.current_model} />.{' '}
            <SamplingNote overview={overview} />
          </p>
        </header>
        <div>
          <h3 className="mb-1.5 text-sm font-medium">Ask from a terminal</h3>
          <Command text={chatCommand(window.location.origin)} label="Copy the command" />
        </div>
        <div>
          <h3 className="mb-1.5 text-sm font-medium">Or fill the dashboard with sample traffic</h3>
          <Command text="npm run demo" label="Copy the command" />
        </div>
        {isFirst || range.id === '30d' ? null : (
          <Button className="self-start" onClick={() => setRange('30d')}>
            Look at the last 30 days
          </Button>
        )}
      </div>
    </section>
  );
}

function SamplingNote({ overview }: { overview: Overview }) {
  if (overview.candidate_model === null) return 'No candidate is configured, so nothing is compared yet.';
  return (
    <>
      {formatShare(overview.shadow_percentage / 100)} of the prompts are also answered by{' '}
      <Model name={overview.candidate_model} />, and <Model name={overview.judge_model} /> scores both
      answers.
    </>
  );
}

function Model({ name }: { name: string }) {
  return <code className="font-mono text-sm text-text">{name}</code>;
}
