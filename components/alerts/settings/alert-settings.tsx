'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { ChannelsPanel } from './channels-panel.tsx';
import { QuietHoursPanel } from './quiet-hours-panel.tsx';
import { RulesPanel } from './rules-panel.tsx';

/** When alerts are raised, and where they go. */
export function AlertSettings({ canWrite, isAdmin }: { canWrite: boolean; isAdmin: boolean }) {
  return (
    <div className="flex flex-col gap-4">
      <div>
        <Button asChild variant="ghost" className="-ml-2">
          <Link href="/alerts">
            <ArrowLeft aria-hidden="true" />
            Alerts
          </Link>
        </Button>
      </div>
      <RulesPanel canWrite={canWrite} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <ChannelsPanel isAdmin={isAdmin} />
        <QuietHoursPanel canWrite={canWrite} />
      </div>
    </div>
  );
}
