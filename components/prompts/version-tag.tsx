import { cn } from '#lib/client/cn.ts';
import { hashOfVersion } from '#lib/view-models/prompts.ts';

/** A version by its hash. */
export function VersionTag({ version, className }: { version: string; className?: string }) {
  return (
    <span title={version} className={cn('font-mono text-xs whitespace-nowrap', className)}>
      {hashOfVersion(version)}
    </span>
  );
}
