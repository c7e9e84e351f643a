'use client';

import { CircleAlert } from 'lucide-react';
import { useRef, useState, type ComponentProps, type SubmitEvent } from 'react';
import { Banner } from '#components/ui/banner.tsx';
import { enter, trySignIn } from '#lib/client/sign-in.ts';
import { SubmitButton } from './submit-button.tsx';

interface PasswordFormProps {
  destination: string;
  /** What went wrong before, with a link. */
  initialProblem: string | null;
}

/** Signs in with e-mail address and password. After a refusal the password has the focus, ready to be retyped. */
export function PasswordForm({ destination, initialProblem }: PasswordFormProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState(initialProblem);
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const fields = new FormData(event.currentTarget);
    setIsBusy(true);
    setProblem(null);
    const found = await trySignIn({ email: textOf(fields, 'email'), password: textOf(fields, 'password') });
    if (found === null) {
      enter(destination);
      return;
    }
    setIsBusy(false);
    setProblem(found);
    passwordField.current?.select();
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <div role="alert" className="empty:-mb-4">
        {problem === null ? null : (
          <Banner tone="negative">
            <CircleAlert aria-hidden="true" />
            <p>{problem}</p>
          </Banner>
        )}
      </div>
      <Field label="E-mail" name="email" type="email" autoComplete="username" autoFocus />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        ref={passwordField}
      />
      <SubmitButton isBusy={isBusy}>Sign in</SubmitButton>
    </form>
  );
}

function Field({ label, name, ...props }: ComponentProps<'input'> & { label: string; name: string }) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={name} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={name}
        name={name}
        required
        className="h-10 rounded-md border border-control bg-surface px-3 text-lg sm:text-base"
        {...props}
      />
    </div>
  );
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
