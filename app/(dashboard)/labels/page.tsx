import type { Metadata } from 'next';
import { Labels } from '#components/labels/labels.tsx';
import { requireSession } from '#lib/composition/session.ts';
import { covers, scopesOfRole } from '#lib/domain/access/scopes.ts';

export const metadata: Metadata = { title: 'Labels' };

export default async function LabelsPage() {
  const { user } = await requireSession();
  return <Labels canLabel={covers(scopesOfRole(user.role), 'ci:write')} />;
}
