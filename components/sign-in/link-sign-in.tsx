'use client';

import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { enter, trySignIn } from '#lib/client/sign-in.ts';
import { SubmitButton } from './submit-button.tsx';

interface LinkSignInProps {
  token: string;
  destination: string;
  onProblem: (problem: string) => void;
}

/** Uses up a one-time link, on a press and never by itself: previews of links open addresses too. */
export function LinkSignIn({ token, destination, onProblem }: LinkSignInProps) {
  const [isBusy, setIsBusy] = useState(false);
  const submit = async () => {
    setIsBusy(true);
    const problem = await trySignIn({ token });
    if (problem === null) enter(destination);
    else onProblem(problem);
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void submit();
      }}
    >
      <p className="flex gap-2.5 text-sm text-muted">
        <KeyRound aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        This one-time link signs you in to this installation. It works once.
      </p>
      <SubmitButton isBusy={isBusy}>Sign in</SubmitButton>
    </form>
  );
}
