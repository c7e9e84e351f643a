'use client';

import { PenLine } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { AgreementPanel } from './agreement-panel.tsx';
import { GroupsPanel } from './groups-panel.tsx';
import { LatestPanel } from './latest-panel.tsx';
import { MeansPanel } from './means-panel.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { SourceCards } from './source-cards.tsx';

/** What rules, the judge and people found out about logged traffic, and how far the judge can be believed. */
export function Evaluations() {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-sm text-muted">
          A sample of the exchanges is scored in the background, from 0 to 1: by rules, by the judge, and by
          people.
        </p>
        <Button asChild className="print:hidden">
          <Link href="/labels">
            <PenLine aria-hidden="true" />
            Label exchanges
          </Link>
        </Button>
      </div>
      <SourceCards />
      <AgreementPanel />
      <div className="grid gap-4 2xl:grid-cols-2">
        <MeansPanel />
        <GroupsPanel />
      </div>
      <RulesPanel />
      <LatestPanel />
    </div>
  );
}
