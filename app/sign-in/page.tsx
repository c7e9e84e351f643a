import type { Metadata } from 'next';
import { SignInCard } from '#components/sign-in/sign-in-card.tsx';
import { callbackPath } from '#lib/view-models/callback-path.ts';

export const metadata: Metadata = {
  title: 'Sign in',
  // The address may hold a one-time token.
  referrer: 'no-referrer',
};

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { token, callbackUrl } = await searchParams;
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-12">
      <SignInCard token={oneOf(token)} destination={callbackPath(oneOf(callbackUrl))} />
    </main>
  );
}

function oneOf(value: string | string[] | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === '' ? null : first;
}
