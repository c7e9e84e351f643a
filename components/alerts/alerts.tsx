'use client';

import { RefreshCw, Settings2 } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/client/cn.ts';
import { checkAlerts } from '#lib/client/alerts.ts';
import { useAlertChange } from '#lib/client/use-alert-change.ts';
import type { AlertCheckResult } from '#lib/contracts/alerts.ts';
import { formatCountOf } from '#lib/view-models/format.ts';
import { EventSheet } from './event-sheet.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { OpenAlerts } from './open-alerts.tsx';

/** What is wrong now, and what was. */
export function Alerts({ canWrite }: { canWrite: boolean }) {
  return (
    <div className="flex flex-col gap-4">
      <OpenAlerts
        aside={
          <div className="flex flex-wrap items-center gap-2 print:hidden">
            {canWrite ? <CheckNow /> : null}
            <Button asChild>
              <Link href="/alerts/settings">
                <Settings2 aria-hidden="true" />
                Rules and channels
              </Link>
            </Button>
          </div>
        }
      />
      <HistoryPanel />
      <EventSheet />
    </div>
  );
}

function CheckNow() {
  const check = useAlertChange(checkAlerts);
  return (
    <>
      <p role="status" className={cn('text-sm', check.error ? 'text-negative' : 'text-muted')}>
        {check.error ? check.error.message : check.data ? resultText(check.data) : ''}
      </p>
      <Button
        aria-disabled={check.isPending}
        onClick={() => (check.isPending ? undefined : check.mutate(undefined))}
      >
        <RefreshCw aria-hidden="true" className={cn(check.isPending && 'animate-spin')} />
        Check now
      </Button>
    </>
  );
}

function resultText({ rules, firing, messages, failed }: AlertCheckResult): string {
  const parts = [
    `${formatCountOf(rules, 'rule')} checked`,
    `${firing} firing`,
    formatCountOf(messages, 'message'),
    ...(failed.length > 0 ? [`not checked: ${failed.join(', ')}`] : []),
  ];
  return parts.join(', ');
}
