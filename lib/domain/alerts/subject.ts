import { sentenceCase } from '../text/words.ts';
import type { ToldKind } from './rule.ts';

/** The part of a rule that an alert is about, for people; empty for the whole. Identifiers are written as words. */
export function partText(kind: ToldKind, key: string): string {
  // What a rollout's key says is for people already.
  return kind === 'rollout' ? key : sentenceCase(key);
}

/** Name of the rule and what of it is meant. */
export function subjectText(kind: ToldKind, name: string, key: string): string {
  return key === '' ? name : `${name}: ${partText(kind, key)}`;
}
