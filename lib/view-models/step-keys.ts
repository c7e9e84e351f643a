interface Key {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const FORWARDS = { vertical: 'ArrowDown', horizontal: 'ArrowRight' };
const BACKWARDS = { vertical: 'ArrowUp', horizontal: 'ArrowLeft' };

/** Which way a key leads through a list: 1 to the next (arrow or j), −1 back (arrow or k), 0 nowhere. */
export function stepOfKey(event: Key, direction: 'vertical' | 'horizontal'): 1 | 0 | -1 {
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return 0;
  if (event.key === FORWARDS[direction] || event.key === 'j') return 1;
  if (event.key === BACKWARDS[direction] || event.key === 'k') return -1;
  return 0;
}
