import { Info } from 'lucide-react';
import { Panel } from '#components/ui/panel.tsx';
import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { prepareNotes } from '#lib/view-models/verdict-notes.ts';

/** What else should be known: coverage, checks, failures of the judge, length of answers, power. */
export function NotesPanel({ document }: { document: RunVerdict['document'] }) {
  const notes = prepareNotes(document);
  return (
    <Panel id="notes-heading" title="Notes" description="What else should be known; none of it decided.">
      {notes.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-sm text-muted">
          Nothing: no coverage was lost, and checks and judgements are as they were.
        </p>
      ) : (
        <ul className="max-h-96 divide-y divide-line overflow-y-auto border-t border-line text-sm">
          {notes.map((note, index) => (
            <li key={index} className="flex gap-2.5 px-4 py-2.5">
              <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
              <p className="max-w-prose min-w-0 wrap-anywhere">{note}</p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
