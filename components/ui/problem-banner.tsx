import { CircleAlert } from 'lucide-react';
import { Banner } from '#components/ui/banner.tsx';

/** Why a change was refused. */
export function ProblemBanner({ error, className }: { error: Error | null; className?: string }) {
  if (!error) return null;
  return (
    <Banner tone="negative" role="alert" {...(className ? { className } : {})}>
      <CircleAlert aria-hidden="true" />
      <p className="wrap-anywhere">{error.message}</p>
    </Banner>
  );
}
