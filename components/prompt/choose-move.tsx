'use client';

import { useState, type SubmitEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import type { PromptDetail } from '#lib/contracts/prompts.ts';
import { aliasProblem, versionLabel } from '#lib/view-models/prompts.ts';
import type { AliasMove } from './alias-move.ts';

interface ChooseMoveProps {
  prompt: PromptDetail;
  /** Null for a new one. */
  alias: string | null;
  /** What was chosen before the person came back. */
  before: AliasMove | null;
  onChosen: (move: AliasMove) => void;
  onClose: () => void;
}

/** First step: which version the alias is to name, and why. */
export function ChooseMove({ prompt, alias, before, onChosen, onClose }: ChooseMoveProps) {
  const from = prompt.aliases.find((one) => one.alias === alias)?.version ?? null;
  const versions = prompt.versions.filter(({ version }) => version !== from);
  const [name, setName] = useState(before?.alias ?? '');
  const [to, setTo] = useState(before?.to ?? versions[0]?.version ?? '');
  const [reason, setReason] = useState(before?.reason ?? '');
  const [isTried, setIsTried] = useState(false);
  const known = prompt.aliases.map((one) => one.alias);
  const problem = alias === null ? aliasProblem(name.trim(), known) : null;
  // A version may have become what the alias names since it was chosen.
  const chosen = versions.some(({ version }) => version === to) ? to : (versions[0]?.version ?? '');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (problem === null && chosen !== '')
      onChosen({ alias: alias ?? name.trim(), from, to: chosen, reason: reason.trim() });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4 px-5 pb-5">
      {alias === null ? (
        <Field
          label="Name"
          hint="Such as staging: small letters, digits, _ and -."
          error={isTried ? problem : null}
        >
          {(tied) => (
            <input
              {...tied}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={40}
              autoComplete="off"
              className={INPUT}
            />
          )}
        </Field>
      ) : null}
      <Field label="Version" hint={from === null ? 'Newest first.' : `Now it names ${from}.`}>
        {(tied) => (
          <select {...tied} value={chosen} onChange={(event) => setTo(event.target.value)} className={INPUT}>
            {versions.map((version) => (
              <option key={version.version} value={version.version}>
                {versionLabel(version)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Reason (optional)" hint="For the history; everybody sees it.">
        {(tied) => (
          <textarea
            {...tied}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            rows={2}
            maxLength={500}
            dir="auto"
            className={`${INPUT} h-auto py-1.5`}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary">
          Continue
        </Button>
      </div>
    </form>
  );
}
