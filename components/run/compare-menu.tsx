'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { RunPicker } from '#components/compare/run-picker.tsx';
import { Button } from '#components/ui/button.tsx';
import { itemsOf } from '#lib/client/list-query.ts';
import { runsQuery } from '#lib/client/runs.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { compareAddress } from '#lib/view-models/compare-address.ts';

const PROMOTED = { filter: "tags.env = 'production'", sort: 'created_at', order: 'desc' } as const;

/** Puts a finished run beside the baseline, or beside any other run. */
export function CompareMenu({ run }: { run: RunDetail }) {
  const router = useRouter();
  const { data } = useInfiniteQuery(runsQuery(PROMOTED));
  const baseline = itemsOf(data)?.find((other) => other.is_baseline);
  return (
    <>
      {baseline && baseline.id !== run.id ? (
        <Button asChild>
          <Link href={compareAddress([baseline.id, run.id])}>
            <GitCompareArrows aria-hidden="true" />
            Compare with baseline
          </Link>
        </Button>
      ) : null}
      <RunPicker
        label="Compare with"
        taken={[run.id]}
        onPick={(id) => router.push(compareAddress([id, run.id], run.is_baseline ? run.id : null))}
      />
    </>
  );
}
