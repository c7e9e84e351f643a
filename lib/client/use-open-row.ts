import { useRouter } from 'next/navigation';
import type { MouseEvent } from 'react';

/**
 * Opens an address by a click anywhere on its row. Links and labels in the row keep what they do, and so do clicks with a
 * key held down, such as for a new tab. The row's name must be a link, for the keyboard.
 */
export function useOpenRow(href: string): (event: MouseEvent<HTMLTableRowElement>) => void {
  const router = useRouter();
  return (event) => {
    const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    const isLink = event.target instanceof Element && event.target.closest('a, label') !== null;
    if (isPlain && !isLink) router.push(href);
  };
}
