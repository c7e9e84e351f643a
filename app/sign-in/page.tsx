import type { Metadata } from 'next';
import { connection } from 'next/server';
import { SignInCard } from '#components/sign-in/sign-in-card.tsx';
import { getApplication } from '#lib/composition/running.ts';
import { callbackPath } from '#lib/view-models/callback-path.ts';
import { providerProblem } from '#lib/view-models/sign-in-problem.ts';

export const metadata: Metadata = {
  title: 'Sign in',
  // The address may hold a one-time token.
  referrer: 'no-referrer',
};

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  await connection();
  const { token, callbackUrl, error } = await searchParams;
  const { github, oidc } = (await getApplication()).ctx.env.signIn;
  const providers = [
    ...(github ? [{ id: 'github', name: 'GitHub' }] : []),
    ...(oidc ? [{ id: 'oidc', name: oidc.name }] : []),
  ];
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-12">
      <SignInCard
        token={oneOf(token)}
        destination={callbackPath(oneOf(callbackUrl))}
        providers={providers}
        problem={providerProblem(oneOf(error))}
      />
    </main>
  );
}

function oneOf(value: string | string[] | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === '' ? null : first;
}
