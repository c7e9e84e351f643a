import type { Metadata } from 'next';
import { Gate } from '#components/gate/gate.tsx';
import { getApplication } from '#lib/composition/running.ts';
import { requireSession } from '#lib/composition/session.ts';
import { gateSettings } from '#lib/config/gate-schema.ts';
import { covers, scopesOfRole } from '#lib/domain/access/scopes.ts';

export const metadata: Metadata = { title: 'Quality gate' };

export default async function GatePage() {
  const { user } = await requireSession();
  const { config } = (await getApplication()).ctx;
  return (
    <Gate settings={gateSettings(config.scorer, {})} canWrite={covers(scopesOfRole(user.role), 'ci:write')} />
  );
}
