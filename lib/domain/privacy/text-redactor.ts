import { DETECTOR_KINDS, type Detector, type DetectorKind } from './detector.ts';
import { findCards } from './find-cards.ts';
import { findEmails } from './find-emails.ts';
import { findKeys } from './find-keys.ts';
import { findPhones } from './find-phones.ts';

/** A text with what was found in it replaced by `[kind]`. Doing it again changes nothing. */
export type TextRedactor = (text: string) => string;

/** Stands for a text that could not be searched to its end: better no text than one that may hold a match. */
export const WITHHELD = '[withheld]';

/** One replacement may uncover what was part of something longer; more rounds than this are somebody's trick. */
const MOST_ROUNDS = 6;

const FINDERS: Record<DetectorKind, Detector['find']> = {
  key: findKeys,
  email: findEmails,
  card: findCards,
  phone: findPhones,
};

/** The built-in detectors of these kinds, in the order in which they have to run: a card number is also a phone's. */
export function builtInDetectors(kinds: Readonly<Record<DetectorKind, boolean>>): Detector[] {
  return DETECTOR_KINDS.filter((kind) => kinds[kind]).map((name) => ({ name, find: FINDERS[name] }));
}

/**
 * Makes a redactor whose results hold no match of any of the detectors: it goes on until there is none, and withholds
 * the whole text when there is no end to it. What a marker stands for is never looked into again.
 */
export function createTextRedactor(detectors: readonly Detector[]): TextRedactor {
  const markers = [...detectors.map(({ name }) => `[${name}]`), WITHHELD];
  const marker = new RegExp(`(${markers.map((text) => text.replaceAll(/[[\]-]/g, '\\$&')).join('|')})`);
  return (text) => {
    let current = text;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const next = oneRound(current, detectors, marker);
      if (next === null) return WITHHELD;
      if (next === current) return current;
      current = next;
    }
    return WITHHELD;
  };
}

function oneRound(text: string, detectors: readonly Detector[], marker: RegExp): string | null {
  let current = text;
  for (const detector of detectors) {
    const parts: string[] = [];
    for (const [i, part] of current.split(marker).entries()) {
      // Every other part is a marker.
      const replaced = i % 2 === 1 ? part : replaceSpans(part, detector);
      if (replaced === null) return null;
      parts.push(replaced);
    }
    current = parts.join('');
  }
  return current;
}

function replaceSpans(text: string, { name, find }: Detector): string | null {
  const spans = text === '' ? [] : find(text);
  if (spans === null) return null;
  if (spans.length === 0) return text;
  const parts: string[] = [];
  let position = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(position, start), `[${name}]`);
    position = end;
  }
  return parts.join('') + text.slice(position);
}
