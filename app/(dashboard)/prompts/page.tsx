import type { Metadata } from 'next';
import { Prompts } from '#components/prompts/prompts.tsx';

export const metadata: Metadata = { title: 'Prompts' };

export default function PromptsPage() {
  return <Prompts />;
}
