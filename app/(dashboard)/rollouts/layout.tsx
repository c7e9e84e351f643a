import type { ReactNode } from 'react';
import { RolloutSettingsProvider } from '#components/rollouts/rollout-settings.tsx';
import { getApplication } from '#lib/composition/running.ts';
import { requireSession } from '#lib/composition/session.ts';
import { covers, scopesOfRole } from '#lib/domain/access/scopes.ts';

export default async function RolloutsLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  const { config } = (await getApplication()).ctx;
  const settings = {
    canWrite: covers(scopesOfRole(user.role), 'ci:write'),
    models: [...new Set([config.modelVersion.current_model, ...Object.keys(config.models.models)])],
  };
  return <RolloutSettingsProvider settings={settings}>{children}</RolloutSettingsProvider>;
}
