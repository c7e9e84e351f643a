import type { ReactNode } from 'react';
import { AppShell } from '#components/shell/app-shell.tsx';
import { requireSession } from '#lib/composition/session.ts';

/** Everything here depends on who asks; nothing is drawn when the application is built. */
export const dynamic = 'force-dynamic';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  const { name, email, role } = user;
  return <AppShell user={{ name, email, role }}>{children}</AppShell>;
}
