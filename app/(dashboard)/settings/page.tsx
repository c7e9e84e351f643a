import type { Metadata } from 'next';
import { GeneralSettings } from '#components/settings/general-settings.tsx';
import { getApplication } from '#lib/composition/running.ts';
import { requireSession } from '#lib/composition/session.ts';
import { generalSettings } from '#lib/services/general-settings.ts';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  await requireSession();
  const { ctx } = await getApplication();
  return <GeneralSettings settings={generalSettings(ctx)} />;
}
