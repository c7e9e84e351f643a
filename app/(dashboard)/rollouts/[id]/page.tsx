import type { Metadata } from 'next';
import { Rollout } from '#components/rollout/rollout.tsx';

export const metadata: Metadata = { title: 'Rollout' };

export default async function RolloutPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <Rollout id={decodeURIComponent(id)} />;
}
