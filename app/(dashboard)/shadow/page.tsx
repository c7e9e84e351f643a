import type { Metadata } from 'next';
import { Shadow } from '#components/shadow/shadow.tsx';

export const metadata: Metadata = { title: 'Shadow' };

export default function ShadowPage() {
  return <Shadow />;
}
