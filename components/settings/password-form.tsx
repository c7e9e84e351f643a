'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, INPUT } from '#components/ui/field.tsx';
import { ProblemBanner } from '#components/ui/problem-banner.tsx';
import { ApiError, fieldErrorOf } from '#lib/client/api-error.ts';
import { setPassword } from '#lib/client/settings.ts';

const FEWEST_CHARACTERS = 12;

/** Chooses or changes one's own password. */
export function OwnPasswordForm({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [isTried, setIsTried] = useState(false);
  const router = useRouter();
  const change = useMutation({
    mutationFn: setPassword,
    onSuccess: () => {
      setCurrent('');
      setNext('');
      setIsTried(false);
      router.refresh();
    },
  });
  const isShort = next.length < FEWEST_CHARACTERS;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (isShort || change.isPending) return;
    change.mutate({ new_password: next, ...(hasPassword ? { current_password: current } : {}) });
  };
  const isFieldError = change.error instanceof ApiError && change.error.errors.length > 0;
  return (
    <form onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4 px-4 pb-4">
      <input type="hidden" autoComplete="username" value={email} readOnly />
      {hasPassword ? (
        <Field label="Present password" error={fieldErrorOf(change.error, 'current_password')}>
          {(tied) => (
            <input
              {...tied}
              type="password"
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
              autoComplete="current-password"
              className={INPUT}
            />
          )}
        </Field>
      ) : null}
      <Field
        label="New password"
        hint={`At least ${FEWEST_CHARACTERS} characters`}
        error={
          isTried && isShort
            ? `expected at least ${FEWEST_CHARACTERS} characters`
            : fieldErrorOf(change.error, 'new_password')
        }
      >
        {(tied) => (
          <input
            {...tied}
            type="password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
            autoComplete="new-password"
            className={INPUT}
          />
        )}
      </Field>
      {isFieldError ? null : <ProblemBanner error={change.error} />}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" aria-disabled={change.isPending}>
          {change.isPending ? 'Saving…' : hasPassword ? 'Change password' : 'Set password'}
        </Button>
        <p role="status" className="text-sm text-positive">
          {change.isSuccess && next === '' ? 'Saved.' : ''}
        </p>
      </div>
    </form>
  );
}
