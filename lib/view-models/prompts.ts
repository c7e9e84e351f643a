import type { PromptDetail, PromptVersion } from '#lib/contracts/prompts.ts';
import { PRODUCTION_PROMPT_ALIAS, promptAliasSchema } from '#lib/domain/prompts/prompt-reference.ts';
import { promptSettings } from '#lib/domain/prompts/prompt-text.ts';
import { diffWords, type WordDiff } from './word-diff.ts';

type HistoryItem = PromptDetail['history'][number];

/** The hash of a version without the prompt's name in front. */
export function hashOfVersion(version: string): string {
  return version.slice(version.lastIndexOf('@') + 1);
}

export interface VersionPair {
  /** Null where there is but one version. */
  before: string | null;
  after: string;
}

/**
 * The two versions to compare: those that the address names by their hashes, else the newest one with what is in
 * production; where that is the same, with the one before it. Null for a prompt without versions.
 */
export function versionPair(
  { versions, aliases }: Pick<PromptDetail, 'versions' | 'aliases'>,
  chosen: { before: string | null; after: string | null },
): VersionPair | null {
  const names = versions.map(({ version }) => version);
  const named = (hash: string | null) => names.find((version) => hashOfVersion(version) === hash);
  const after = named(chosen.after) ?? names[0];
  if (after === undefined) return null;
  const prod = aliases.find(({ alias }) => alias === PRODUCTION_PROMPT_ALIAS)?.version;
  const earlier = names[names.indexOf(after) + 1] ?? names.find((version) => version !== after);
  const fallback = prod === undefined || prod === after ? earlier : prod;
  return { before: named(chosen.before) ?? fallback ?? null, after };
}

export interface PromptPartDiff {
  title: string;
  /** Shown as code. */
  isCode: boolean;
  diff: WordDiff;
}

type Texts = Pick<PromptVersion, 'system' | 'user' | 'parameters'>;

/** Both versions part by part; parts that neither has are left out. */
export function promptDiff(before: Texts, after: Texts): PromptPartDiff[] {
  const parts = [
    { title: 'System', isCode: false, read: ({ system }: Texts) => system ?? '' },
    { title: 'User', isCode: false, read: ({ user }: Texts) => user },
    {
      title: 'Parameters',
      isCode: true,
      read: ({ parameters }: Texts) => promptSettings(parameters).join('\n'),
    },
  ];
  return parts
    .map(({ title, isCode, read }) => ({ title, isCode, texts: [read(before), read(after)] as const }))
    .filter(({ texts }) => texts.some((text) => text !== ''))
    .map(({ title, isCode, texts }) => ({ title, isCode, diff: diffWords(...texts) }));
}

/** What happened, in words; versions by their hashes. */
export function historyWords({ kind, alias, from, to }: HistoryItem): string {
  if (kind === 'version') return `New version ${hashOfVersion(to)}`;
  if (from === null) return `${alias ?? ''} names ${hashOfVersion(to)}, its first version`;
  return `${alias ?? ''} moved from ${hashOfVersion(from)} to ${hashOfVersion(to)}`;
}

/** What moving an alias does, for the question before it. */
export function moveEffect(alias: string): string {
  return alias === PRODUCTION_PROMPT_ALIAS
    ? 'Every request that renders this prompt gets this version from the next second on, all at once. A rollout would give it a small share of traffic first, and take it back when it does worse.'
    : 'Nothing changes for users: only prod is rendered. Runs that name this alias use this version from now on.';
}

/** What is wrong with the name of a new alias; null when nothing is. */
export function aliasProblem(alias: string, known: readonly string[]): string | null {
  if (known.includes(alias)) return 'There is such an alias: move it instead';
  const message = promptAliasSchema.safeParse(alias).error?.issues[0]?.message;
  return message === undefined ? null : `${message.slice(0, 1).toUpperCase()}${message.slice(1)}`;
}

/** A version in a list to choose from: its hash, and the aliases that name it. */
export function versionLabel({
  version,
  aliases,
}: Pick<PromptDetail['versions'][number], 'version' | 'aliases'>) {
  return aliases.length === 0 ? hashOfVersion(version) : `${hashOfVersion(version)} (${aliases.join(', ')})`;
}
