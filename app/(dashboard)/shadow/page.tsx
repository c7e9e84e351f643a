import type { Metadata } from 'next';
import { Shadow } from '#components/shadow/shadow.tsx';
import { requireSession } from '#lib/composition/session.ts';
import { covers, scopesOfRole } from '#lib/domain/access/scopes.ts';

export const metadata: Metadata = { title: 'Shadow' };

export default async function ShadowPage() {
  const { user } = await requireSession();
  return <Shadow canWrite={covers(scopesOfRole(user.role), 'ci:write')} />;
}
