'use client';

import { Scissors, Waypoints } from 'lucide-react';
import { useMemo } from 'react';
import { Banner } from '#components/ui/banner.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { Trace } from '#lib/contracts/traces.ts';
import { formatCount } from '#lib/view-models/format.ts';
import { prepareWaterfall, type Waterfall } from '#lib/view-models/waterfall.ts';
import { WaterfallLegend } from './service-looks.tsx';
import { SpanGrid } from './span-grid.tsx';
import { SpanSheet } from './span-sheet.tsx';
import { TraceHeader } from './trace-header.tsx';
import { useFolds } from './use-folds.ts';

/** A trace: its facts, its waterfall, and any of its spans in a sheet. */
export function TraceReport({ trace }: { trace: Trace }) {
  const waterfall = useMemo(() => prepareWaterfall(trace), [trace]);
  return (
    <div className="flex flex-col gap-4">
      <TraceHeader trace={trace} waterfall={waterfall} />
      {trace.is_cut ? (
        <Banner tone="warning">
          <Scissors aria-hidden="true" />
          <p>
            This trace has more spans than are shown: these are the first {formatCount(waterfall.rows.length)}{' '}
            by their start. Spans whose parent is not among them stand at the left edge.
          </p>
        </Banner>
      ) : null}
      <WaterfallPanel waterfall={waterfall} />
      <SpanSheet trace={trace} rows={waterfall.rows} />
    </div>
  );
}

function WaterfallPanel({ waterfall }: { waterfall: Waterfall }) {
  const folds = useFolds(waterfall.rows);
  const hasFolds = waterfall.rows.some(({ children }) => children > 0);
  return (
    <Panel
      id="waterfall-heading"
      title="Waterfall"
      description="Each step under the one that it belongs to, from left to right in time"
      aside={
        hasFolds ? (
          <div className="flex gap-2 print:hidden">
            <Button onClick={folds.foldAll}>Collapse all</Button>
            <Button onClick={folds.unfoldAll}>Expand all</Button>
          </div>
        ) : null
      }
    >
      {waterfall.rows.length === 0 ? (
        <EmptyState icon={Waypoints} title="No span of this trace is stored" className="border-t border-line">
          Spans are kept for as long as the settings say.
        </EmptyState>
      ) : (
        <>
          <WaterfallLegend {...waterfall} />
          <SpanGrid waterfall={waterfall} folds={folds} />
        </>
      )}
    </Panel>
  );
}
