import { isDeeperThan, MOST_LEVELS } from '../text/nesting.ts';
import { WITHHELD, type TextRedactor } from './text-redactor.ts';

/** Shorter numbers are seeds, limits and times; from here on one may be a card's or a telephone's. */
const SHORTEST_NUMBER = 1e10;

/**
 * A JSON value with its texts redacted, keys included. A text that is JSON itself is redacted inside, where escapes can't
 * hide anything; a number in which something is found becomes a text.
 */
export function redactValue(value: unknown, redact: TextRedactor, levels = MOST_LEVELS): unknown {
  if (typeof value === 'string') return redactMaybeJson(value, redact, levels);
  if (typeof value === 'number') return redactNumber(value, redact);
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return WITHHELD;
  if (Array.isArray(value)) return value.map((inner) => redactValue(inner, redact, levels - 1));
  const keys = new KeyNames();
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      keys.nameOf(redact(key)),
      redactValue(inner, redact, levels - 1),
    ]),
  );
}

/** A text redacted; see redactValue for texts that are JSON. */
export function redactMaybeJson(text: string, redact: TextRedactor, levels = MOST_LEVELS): string {
  const inner = parseComposite(text);
  if (inner === null) return redact(text);
  if (isDeeperThan(inner, levels)) return WITHHELD;
  const before = JSON.stringify(inner);
  const after = JSON.stringify(redactValue(inner, redact, levels - 1));
  // Once more as a plain text: it must hold no match as such either, though it may be JSON no longer then.
  return redact(after === before ? text : after);
}

function parseComposite(text: string): object | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function redactNumber(value: number, redact: TextRedactor): unknown {
  if (!Number.isInteger(value) || Math.abs(value) < SHORTEST_NUMBER) return value;
  const text = String(value);
  const redacted = redact(text);
  return redacted === text ? value : redacted;
}

/** Keys that have become the same are numbered, so that no member is lost. */
class KeyNames {
  readonly #taken = new Map<string, number>();

  nameOf(key: string): string {
    const count = (this.#taken.get(key) ?? 0) + 1;
    this.#taken.set(key, count);
    return count === 1 ? key : `${key} ${count}`;
  }
}
