import type { Metadata } from 'next';
import { Prompt } from '#components/prompt/prompt.tsx';
import { requireSession } from '#lib/composition/session.ts';
import { covers, scopesOfRole } from '#lib/domain/access/scopes.ts';

export const metadata: Metadata = { title: 'Prompt' };

export default async function PromptPage({ params }: { params: Promise<{ name: string }> }) {
  const [{ name }, { user }] = await Promise.all([params, requireSession()]);
  return <Prompt name={decodeURIComponent(name)} canWrite={covers(scopesOfRole(user.role), 'ci:write')} />;
}
