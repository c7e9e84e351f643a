import type { Metadata } from 'next';
import { Run } from '#components/run/run.tsx';

export const metadata: Metadata = { title: 'Run' };

export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <Run id={decodeURIComponent(id)} />;
}
