import { MOST_LEVELS, isDeeperThan } from '../text/nesting.ts';

/**
 * Where in a JSON value something stands that databases can't hold or that would silently change: U+0000, halves of
 * characters, numbers beyond range, a member called __proto__, or very many levels. Null when there is nothing of it.
 */
export function findUnstorable(value: unknown): { path: string[]; message: string } | null {
  if (isDeeperThan(value, MOST_LEVELS)) {
    return { path: [], message: `expected at most ${MOST_LEVELS} levels of lists and objects` };
  }
  return find(value, []);
}

function find(value: unknown, path: readonly string[]): { path: string[]; message: string } | null {
  const message = messageFor(value);
  if (message !== null) return { path: [...path], message };
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, member] of Object.entries(value)) {
    const keyMessage = key === '__proto__' ? 'expected another name for this member' : messageFor(key);
    if (keyMessage !== null) return { path: [...path, printable(key)], message: keyMessage };
    const inner = find(member, [...path, key]);
    if (inner !== null) return inner;
  }
  return null;
}

function messageFor(value: unknown): string | null {
  if (typeof value === 'number' && !Number.isFinite(value))
    return 'expected a number within the range of doubles';
  if (typeof value !== 'string') return null;
  if (value.includes('\0')) return 'expected a text without the character U+0000';
  return value.isWellFormed() ? null : 'expected a text without halves of characters (lone surrogates)';
}

const printable = (key: string): string => JSON.stringify(key).slice(1, -1);
