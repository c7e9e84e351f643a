import type { Metadata } from 'next';
import { Rollouts } from '#components/rollouts/rollouts.tsx';

export const metadata: Metadata = { title: 'Rollouts' };

export default function RolloutsPage() {
  return <Rollouts />;
}
