import { ChevronRight, Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { artifactUrl } from '#lib/client/runs.ts';
import type { RunDetail } from '#lib/contracts/runs.ts';
import { formatBytes } from '#lib/view-models/format.ts';
import { prepareFacts } from '#lib/view-models/facts.ts';

/** What the run was made of, for those who want to repeat or compare it. */
export function ProvenancePanel({ run }: { run: RunDetail }) {
  return (
    <section
      aria-label="Provenance"
      className="divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {run.signature ? (
        <Disclosure title="Signature" note="Runs with equal signatures can be compared">
          <FactList value={run.signature} name="signature" />
        </Disclosure>
      ) : null}
      {run.dataset ? (
        <Disclosure title="Dataset" note="What was scored">
          <FactList value={run.dataset} name="dataset" />
        </Disclosure>
      ) : null}
      <Disclosure title="Parameters" note="As the run was started">
        <FactList value={run.params} name="parameters" />
      </Disclosure>
      <Disclosure title="Metrics" note="As filter expressions see them">
        <FactList value={run.metrics} name="metrics" />
      </Disclosure>
      {run.artifacts.length > 0 ? (
        <Disclosure title="Artifacts" note={`${run.artifacts.length} to download`} isOpen>
          <ul className="flex flex-col gap-1 text-sm">
            {run.artifacts.map(({ name, bytes, sha256 }) => (
              <li key={name} className="flex flex-wrap items-center gap-x-4">
                <a
                  href={artifactUrl(run.id, name)}
                  download
                  className="inline-flex items-center gap-1.5 rounded-xs font-medium hover:underline"
                >
                  <Download aria-hidden="true" className="size-3.5 text-muted" />
                  {name}
                </a>
                <span className="text-muted tabular-nums">{formatBytes(bytes)}</span>
                <span className="min-w-0 truncate font-mono text-xs text-muted" title={sha256}>
                  sha256 {sha256.slice(0, 16)}…
                </span>
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </section>
  );
}

interface DisclosureProps {
  title: string;
  note: string;
  isOpen?: boolean;
  children: ReactNode;
}

function Disclosure({ title, note, isOpen = false, children }: DisclosureProps) {
  return (
    <details open={isOpen} className="group">
      <summary className="flex cursor-pointer items-center gap-2 px-4 py-3 text-sm select-none">
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-muted transition-transform group-open:rotate-90"
        />
        <span className="text-base font-semibold">{title}</span>
        <span className="min-w-0 truncate text-muted">{note}</span>
      </summary>
      <div className="px-4 pb-4">{children}</div>
    </details>
  );
}

function FactList({ value, name }: { value: object; name: string }) {
  const facts = prepareFacts(value);
  if (facts.length === 0) return <p className="text-sm text-muted">There are none.</p>;
  return (
    <div className="flex items-start gap-2">
      <dl className="grid min-w-0 flex-1 gap-x-8 gap-y-1 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
        {facts.map(([key, text]) => (
          <div key={key} className="contents">
            <dt className="text-muted max-sm:mt-1">{key}</dt>
            <dd dir="auto" className="font-mono text-xs leading-5 wrap-anywhere">
              {text}
            </dd>
          </div>
        ))}
      </dl>
      <CopyButton text={JSON.stringify(value, null, 2)} label={`Copy the ${name} as JSON`} />
    </div>
  );
}
