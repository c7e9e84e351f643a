import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { PromptDetail } from '#lib/contracts/prompts.ts';
import { formatCountOf } from '#lib/view-models/format.ts';

/** Which prompt this is. */
export function PromptHeader({ prompt: { name, versions } }: { prompt: PromptDetail }) {
  return (
    <header>
      <nav aria-label="Breadcrumb" className="print:hidden">
        <ol className="flex items-center gap-1 text-sm text-muted">
          <li>
            <Link href="/prompts" className="rounded-xs hover:text-text hover:underline">
              Prompts
            </Link>
          </li>
          <ChevronRight aria-hidden="true" className="size-3.5" />
          <li aria-current="page" className="truncate">
            {name}
          </li>
        </ol>
      </nav>
      <h2 className="mt-1 text-xl leading-7 font-semibold tracking-tight wrap-anywhere">{name}</h2>
      <p className="mt-1 text-sm text-muted">
        {formatCountOf(versions.length, 'version')}. Callers ask for it with{' '}
        <code className="font-mono text-xs wrap-anywhere text-text">{`"prompt_name": "${name}"`}</code> and
        get what prod names.
      </p>
    </header>
  );
}
