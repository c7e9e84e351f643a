'use client';

import { Command } from '#components/ui/command.tsx';
import type { TimeRange } from '#lib/view-models/time-range.ts';
import { otlpSettings } from '#lib/view-models/trace-list.ts';

const CODE = 'font-mono text-xs text-text';

/** There are no traces: how to send some. Rendered in the browser only, after the first answer of the API. */
export function TracesEmpty({ range }: { range: TimeRange }) {
  const settings = otlpSettings(window.location.origin);
  return (
    <div className="border-t border-line p-5 md:p-8">
      <div className="mx-auto flex max-w-2xl flex-col gap-6">
        <header>
          <h3 className="text-lg font-semibold tracking-tight">No traces in {range.words}</h3>
          <p className="mt-1 text-muted">
            A trace shows what a request did, step by step: what your application did before and after, the
            exchange with the model, and the jobs that scored it. Applications that use OpenTelemetry send
            their steps (spans) here; start yours with
          </p>
        </header>
        <Command text={settings.address} label="Copy the settings" />
        <div>
          <p className="mb-1.5 text-sm text-muted">
            Where this server listens on another address than its own machine’s, add a key with the scope{' '}
            <code className={CODE}>chat:write</code>:
          </p>
          <Command text={settings.key} label="Copy the setting with the key" />
        </div>
        <p className="text-sm text-muted">
          Exchanges whose caller sends a <code className={CODE}>traceparent</code> header stand in the same
          trace: OpenTelemetry’s instrumentation of HTTP clients adds it by itself. Choose a longer time range
          to see older traces.
        </p>
      </div>
    </div>
  );
}
