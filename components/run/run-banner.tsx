import { Ban, CircleX, TriangleAlert } from 'lucide-react';
import { Banner } from '#components/ui/banner.tsx';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { prepareRunStatus } from '#lib/view-models/run-status.ts';

const LOOKS = {
  degraded: { tone: 'warning', icon: TriangleAlert },
  void: { tone: 'negative', icon: Ban },
  failed: { tone: 'negative', icon: CircleX },
} as const;

/** Why a run's figures are not what they should be; nothing for a run that is in order. */
export function RunBanner({ run }: { run: RunDetail }) {
  const { kind, label, meaning, reasons } = prepareRunStatus(run);
  if (kind !== 'degraded' && kind !== 'void' && kind !== 'failed') return null;
  const { tone, icon: Icon } = LOOKS[kind];
  return (
    <Banner tone={tone}>
      <Icon aria-hidden="true" />
      <div className="min-w-0">
        <p>
          <strong className="font-semibold">{label}.</strong> {meaning}
        </p>
        {reasons.length > 0 ? (
          <ul className="mt-1 list-disc pl-4 wrap-anywhere marker:text-muted">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </Banner>
  );
}
