import type { Metadata } from 'next';
import { Evaluations } from '#components/evaluations/evaluations.tsx';

export const metadata: Metadata = { title: 'Evaluations' };

export default function EvaluationsPage() {
  return <Evaluations />;
}
