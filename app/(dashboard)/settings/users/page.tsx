import type { Metadata } from 'next';
import { AdminsOnly } from '#components/settings/admins-only.tsx';
import { Users } from '#components/settings/users.tsx';
import { requireSession } from '#lib/composition/session.ts';

export const metadata: Metadata = { title: 'Users' };

export default async function UsersPage() {
  const { user } = await requireSession();
  if (user.role !== 'admin') return <AdminsOnly what="This is the list of people and their roles." />;
  return <Users ownId={user.id} />;
}
