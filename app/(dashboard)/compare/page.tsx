import type { Metadata } from 'next';
import { Compare } from '#components/compare/compare.tsx';

export const metadata: Metadata = { title: 'Compare runs' };

export default function ComparePage() {
  return <Compare />;
}
