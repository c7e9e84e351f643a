'use client';

import { useId, useState, type SubmitEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import type { AuditListQuery } from '#lib/client/settings.ts';
import { AUDIT_ACTIONS } from '#lib/view-models/audit-row.ts';

interface AuditToolbarProps {
  filter: AuditListQuery;
  onFilter: (filter: AuditListQuery) => void;
}

/** Narrows the audit log down. */
export function AuditToolbar({ filter, onFilter }: AuditToolbarProps) {
  const [draft, setDraft] = useState(filter);
  const listId = useId();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onFilter({ actor: draft.actor.trim(), action: draft.action.trim(), target: draft.target.trim() });
  };
  const bind = (field: keyof AuditListQuery) => ({
    value: draft[field],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value }),
    className: INPUT,
    autoComplete: 'off',
    spellCheck: false,
    maxLength: 200,
  });
  const isFiltered = filter.actor !== '' || filter.action !== '' || filter.target !== '';
  return (
    <form
      role="search"
      aria-label="Audit log"
      onSubmit={submit}
      className="grid gap-3 px-4 pb-3 sm:grid-cols-3 lg:grid-cols-[1fr_1fr_1fr_auto] print:hidden"
    >
      <Field label="Who">
        {(tied) => <input {...tied} {...bind('actor')} placeholder="name, e-mail or id" />}
      </Field>
      <Field label="Action">
        {(tied) => <input {...tied} {...bind('action')} list={listId} placeholder="run, or run.promote" />}
      </Field>
      <datalist id={listId}>
        {AUDIT_ACTIONS.map((action) => (
          <option key={action} value={action} />
        ))}
      </datalist>
      <Field label="What, by its id">{(tied) => <input {...tied} {...bind('target')} />}</Field>
      <div className="flex items-end gap-2">
        <Button type="submit" className="h-9">
          Filter
        </Button>
        {isFiltered ? (
          <Button
            variant="ghost"
            className="h-9"
            onClick={() => onFilter({ actor: '', action: '', target: '' })}
          >
            Clear
          </Button>
        ) : null}
      </div>
    </form>
  );
}
