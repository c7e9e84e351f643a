import type { Metadata } from 'next';
import { AdminsOnly } from '#components/settings/admins-only.tsx';
import { AuditLog } from '#components/settings/audit-log.tsx';
import { requireSession } from '#lib/composition/session.ts';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditLogPage() {
  const { user } = await requireSession();
  if (user.role !== 'admin') return <AdminsOnly what="The audit log says who changed what." />;
  return <AuditLog />;
}
