import type { Metadata } from 'next';
import { Costs } from '#components/costs/costs.tsx';

export const metadata: Metadata = { title: 'Costs' };

export default function CostsPage() {
  return <Costs />;
}
