import type { ReactNode } from 'react';
import { RunSettingsProvider } from '#components/runs/run-settings.tsx';
import { getApplication } from '#lib/composition/running.ts';
import { requireSession } from '#lib/composition/session.ts';
import { covers, scopesOfRole } from '#lib/domain/access/scopes.ts';

export default async function RunsLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  const { config } = (await getApplication()).ctx;
  const { thresholds, repeats } = config.scorer;
  const { current_model: currentModel, prompt_template_version: promptVersion } = config.modelVersion;
  const settings = {
    canWrite: covers(scopesOfRole(user.role), 'ci:write'),
    thresholds: { overall: thresholds.overall, perCategory: thresholds.per_category_min },
    currentModel,
    promptVersion: promptVersion ?? null,
    models: [...new Set([currentModel, ...Object.keys(config.models.models)])],
    repeats,
  };
  return <RunSettingsProvider settings={settings}>{children}</RunSettingsProvider>;
}
