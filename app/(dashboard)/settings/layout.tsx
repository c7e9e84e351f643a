import type { ReactNode } from 'react';
import { SettingsNavigation } from '#components/settings/settings-navigation.tsx';
import { requireSession } from '#lib/composition/session.ts';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  return (
    <>
      <SettingsNavigation isAdmin={user.role === 'admin'} />
      {children}
    </>
  );
}
