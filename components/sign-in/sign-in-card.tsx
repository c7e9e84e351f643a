'use client';

import { useState } from 'react';
import { Mark } from '#components/shell/logo.tsx';
import { CredentialsHelp } from './credentials-help.tsx';
import { LinkSignIn } from './link-sign-in.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProviderButtons } from './provider-buttons.tsx';

interface SignInCardProps {
  /** Of a one-time link, where the address has one. */
  token: string | null;
  /** Path to go to afterwards. */
  destination: string;
  /** Where people may sign in besides. */
  providers: readonly { id: string; name: string }[];
  /** Why a provider's answer was refused. */
  problem: string | null;
}

/** Signs a person in, by one-time link, by password, or by a provider. */
export function SignInCard({ token, destination, providers, problem }: SignInCardProps) {
  const [linkProblem, setLinkProblem] = useState<string | null>(null);
  const isByLink = token !== null && linkProblem === null;
  const giveUpLink = (problem: string) => {
    // A used token has no business in the address any more.
    window.history.replaceState(null, '', '/sign-in');
    setLinkProblem(problem);
  };
  return (
    <div className="w-full max-w-sm">
      <div className="mb-6 flex flex-col items-center gap-3 text-center [&_svg]:size-9">
        <Mark />
        <h1 className="text-lg font-semibold tracking-tight">Sign in to LLM Regression Guard</h1>
      </div>
      <div className="rounded-lg border border-line bg-surface p-5">
        {isByLink ? (
          <LinkSignIn token={token} destination={destination} onProblem={giveUpLink} />
        ) : (
          <>
            {providers.length > 0 ? (
              <ProviderButtons providers={providers} destination={destination} />
            ) : null}
            <PasswordForm destination={destination} initialProblem={linkProblem ?? problem} />
          </>
        )}
      </div>
      {isByLink ? null : <CredentialsHelp />}
    </div>
  );
}
