import type { Metadata } from 'next';
import { AdminsOnly } from '#components/settings/admins-only.tsx';
import { ApiKeys } from '#components/settings/api-keys.tsx';
import { requireSession } from '#lib/composition/session.ts';

export const metadata: Metadata = { title: 'API keys' };

export default async function ApiKeysPage() {
  const { user } = await requireSession();
  if (user.role !== 'admin') return <AdminsOnly what="Keys let programs in." />;
  return <ApiKeys />;
}
