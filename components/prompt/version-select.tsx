import { INPUT } from '#components/ui/field.tsx';
import { cn } from '#lib/client/cn.ts';
import type { PromptDetail } from '#lib/contracts/prompts.ts';
import { versionLabel } from '#lib/view-models/prompts.ts';

interface VersionSelectProps {
  prompt: Pick<PromptDetail, 'versions'>;
  label: string;
  value: string;
  onChange: (version: string) => void;
}

/** One of a prompt's versions, newest first. */
export function VersionSelect({ prompt, label, value, onChange }: VersionSelectProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cn(INPUT, 'h-8.5 w-auto max-w-full text-sm')}
    >
      {prompt.versions.map((version) => (
        <option key={version.version} value={version.version}>
          {versionLabel(version)}
        </option>
      ))}
    </select>
  );
}
