import { z } from 'zod';

const MOST_LETTERS = 120;
const HASH = /^[0-9a-f]{8}$/;

/** The alias whose version the gateway renders. */
export const PRODUCTION_PROMPT_ALIAS = 'prod';

/** A prompt's name: it is part of addresses, file names and versions. */
export const promptNameSchema = z
  .string()
  .max(MOST_LETTERS, `expected at most ${MOST_LETTERS} characters`)
  .regex(/^[\w.-]+$/, 'expected letters, digits, _ . -')
  .refine((name) => !/^\.+$/.test(name), 'expected more than dots');

/** Whether a text from outside may be a prompt's name. */
export function isPromptName(text: string): boolean {
  return promptNameSchema.safeParse(text).success;
}

/** An alias: what looks like a version's hash can't be one. */
export const promptAliasSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'expected a small letter, then small letters, digits, _ -, at most 40')
  .refine((alias) => !HASH.test(alias), 'expected something that does not look like the hash of a version');

/** What `name`, `name@hash` or `name@alias` asks for; `name` alone is what its alias prod names. */
export type PromptReference =
  { name: string; version: string; alias: null } | { name: string; version: null; alias: string };

/** Takes a reference apart; null when the text isn't one. `version` has the name in front, as it is stored. */
export function parsePromptReference(text: string): PromptReference | null {
  const at = text.indexOf('@');
  const name = at < 0 ? text : text.slice(0, at);
  return selectPromptVersion(name, at < 0 ? PRODUCTION_PROMPT_ALIAS : text.slice(at + 1));
}

/** The same where the name is given: the selector is a hash, a whole version (`name@hash`) or an alias. */
export function selectPromptVersion(name: string, selector: string): PromptReference | null {
  if (!isPromptName(name)) return null;
  return selected(name, selector.startsWith(`${name}@`) ? selector.slice(name.length + 1) : selector);
}

function selected(name: string, selector: string): PromptReference | null {
  if (HASH.test(selector)) return { name, version: `${name}@${selector}`, alias: null };
  return promptAliasSchema.safeParse(selector).success ? { name, version: null, alias: selector } : null;
}
