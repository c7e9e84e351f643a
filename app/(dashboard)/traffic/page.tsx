import type { Metadata } from 'next';
import { Traffic } from '#components/traffic/traffic.tsx';

export const metadata: Metadata = { title: 'Traffic' };

export default function TrafficPage() {
  return <Traffic />;
}
