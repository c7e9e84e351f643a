import type { PromptDetail } from '#lib/contracts/prompts.ts';
import { formatCountOf } from '#lib/view-models/format.ts';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';

/** Which prompt this is. */
export function PromptHeader({ prompt: { name, versions } }: { prompt: PromptDetail }) {
  return (
    <header>
      <Breadcrumb crumbs={[{ name: 'Prompts', href: '/prompts' }, { name }]} />
      <h2 className="mt-1 text-xl leading-7 font-semibold tracking-tight wrap-anywhere">{name}</h2>
      <p className="mt-1 text-sm text-muted">
        {formatCountOf(versions.length, 'version')}. Callers ask for it with{' '}
        <code className="font-mono text-xs wrap-anywhere text-text">{`"prompt_name": "${name}"`}</code> and
        get what prod names.
      </p>
    </header>
  );
}
