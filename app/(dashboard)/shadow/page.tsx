import type { Metadata } from 'next';
import { Shadow } from '#components/shadow/shadow.tsx';
import { getApplication } from '#lib/composition/running.ts';
import { requireSession } from '#lib/composition/session.ts';
import { covers, scopesOfRole } from '#lib/domain/access/scopes.ts';

export const metadata: Metadata = { title: 'Shadow' };

export default async function ShadowPage() {
  const { user } = await requireSession();
  const { config } = (await getApplication()).ctx;
  const mayStart = covers(scopesOfRole(user.role), 'ci:write');
  return <Shadow rolloutModel={mayStart ? config.shadow.candidate_model : null} />;
}
