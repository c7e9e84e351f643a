import { CircleAlert } from 'lucide-react';
import { Banner } from '#components/ui/banner.tsx';

/** Why a change was refused. */
export function ProblemBanner({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <Banner tone="negative" role="alert">
      <CircleAlert aria-hidden="true" />
      <p className="wrap-anywhere">{error.message}</p>
    </Banner>
  );
}
