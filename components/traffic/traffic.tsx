'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { chatLogsQuery } from '#lib/client/traffic.ts';
import { ChatSheet } from './chat-sheet.tsx';
import { CostQualityPanel } from './cost-quality-panel.tsx';
import { FailuresPanel } from './failures-panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { HistogramPanel } from './histogram-panel.tsx';
import { LogsPanel } from './logs-panel.tsx';
import { SeriesPanel } from './series-panel.tsx';
import { SummaryPanel } from './summary-panel.tsx';
import { useTraffic } from './use-traffic.ts';

const SPLITS = [
  { id: 'none', label: 'All' },
  { id: 'model', label: 'Model' },
  { id: 'prompt_version', label: 'Version', words: 'Prompt version' },
  { id: 'use_case', label: 'Use case' },
];

/** What went through the gateway: figures, charts and every exchange, narrowed down as the address says. */
export function Traffic() {
  const { choice, split, sorting, change } = useTraffic();
  const { error } = useInfiniteQuery(chatLogsQuery(choice, sorting));
  const refusal = error instanceof ApiError && error.status === 422 ? error.errors : [];
  const isSplit = split !== 'none';
  return (
    <div className="flex flex-col gap-4">
      <FilterBar
        error={
          refusal.length === 0 ? null : refusal.map(({ path, message }) => `${path}: ${message}`).join('; ')
        }
      />
      <SummaryPanel />
      <div className="flex flex-wrap items-center gap-3">
        <span className="text-sm text-muted" aria-hidden="true">
          Split by
        </span>
        <SegmentedControl
          label="Split by"
          value={split}
          options={SPLITS}
          onChange={(id) => change({ split: id === 'none' ? null : id }, 'replace')}
        />
      </div>
      <div className="grid gap-4 lg:grid-cols-2 2xl:grid-cols-3">
        <SeriesPanel measure="requests" title="Volume" description="Requests" />
        <SeriesPanel
          measure="latency"
          title="Latency"
          description={isSplit ? '95th percentile' : 'Percentiles'}
        />
        <HistogramPanel />
        <SeriesPanel
          measure="failures"
          title="Error rate"
          description="Share of requests that ended in error, timeout or aborted"
        />
        <FailuresPanel />
        <SeriesPanel
          measure="tokens"
          title="Tokens"
          description={isSplit ? 'Input and output tokens together' : 'Input and output tokens'}
        />
        <SeriesPanel measure="cost" title="Cost" description="US dollars; unknown costs are left out" />
        <CostQualityPanel />
      </div>
      <LogsPanel />
      <ChatSheet />
    </div>
  );
}
