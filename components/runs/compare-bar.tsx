import { GitCompareArrows } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { formatCountOf } from '#lib/view-models/format.ts';

interface CompareBarProps {
  count: number;
  href: string;
  onClear: () => void;
}

/** What can be done with the selected runs; stays in view while there are any. */
export function CompareBar({ count, href, onClear }: CompareBarProps) {
  return (
    <div
      role="region"
      aria-label="Selected runs"
      className="sticky bottom-4 z-10 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-3 rounded-lg border border-line bg-surface py-2 pr-2 pl-4 shadow-pop print:hidden"
    >
      <p role="status" className="text-sm">
        {formatCountOf(count, 'run')} selected
        {count === 1 ? <span className="text-muted">, one more is needed</span> : null}
      </p>
      <Button variant="ghost" onClick={onClear}>
        Clear
      </Button>
      {count > 1 ? (
        <Button variant="primary" asChild>
          <Link href={href}>
            <GitCompareArrows aria-hidden="true" />
            Compare
          </Link>
        </Button>
      ) : null}
    </div>
  );
}
