import { diffLines } from 'diff';
import type { PromptDetail, PromptList, PromptVersion, PushedPrompt } from '#lib/contracts/prompts.ts';
import { promptText } from '#lib/domain/prompts/prompt-text.ts';
import { readable, table } from '../terminal/table.ts';
import type { KnownPrompt } from './prompt-source.ts';

/** All prompts as a table for people. */
export function promptsTable({ items }: PromptList): string {
  if (items.length === 0) return 'There are no prompts yet: lrg prompts push stores one.';
  const heads = ['NAME', 'PROD', 'OTHER ALIASES', 'VERSIONS', 'LATEST', 'CREATED', 'BY'];
  const rows = items.map(({ name, versions, aliases, latest }) => [
    name,
    hashOf(aliases.find(({ alias }) => alias === 'prod')?.version),
    aliases
      .filter(({ alias }) => alias !== 'prod')
      .map(({ alias, version }) => `${alias}=${hashOf(version)}`)
      .join(' '),
    String(versions),
    hashOf(latest.version),
    minute(latest.created_at),
    latest.created_by.name,
  ]);
  return table(heads, rows);
}

/** One prompt with versions, aliases and history for people. */
export function promptReport({ name, versions, history }: PromptDetail): string {
  const versionRows = versions.map(({ version, created_at: at, created_by: by, aliases, usage, message }) => [
    hashOf(version),
    minute(at),
    by.name,
    aliases.join(' '),
    usage === null ? 'n/a' : String(usage.requests),
    usage?.mean_score == null ? 'n/a' : usage.mean_score.toFixed(3),
    message ?? '',
  ]);
  const historyRows = history.map(({ created_at: at, actor, alias, from, to, reason }) => [
    minute(at),
    actor.name,
    alias === null ? 'new version' : `${alias}: ${from === null ? 'none' : hashOf(from)} to`,
    hashOf(to),
    reason ?? '',
  ]);
  return [
    `Prompt ${readable(name)}, usage of the last 30 days`,
    '',
    table(['VERSION', 'CREATED', 'BY', 'ALIASES', 'REQUESTS', 'MEAN SCORE', 'MESSAGE'], versionRows),
    '',
    table(['WHEN', 'WHO', 'WHAT', 'VERSION', 'REASON'], historyRows),
  ].join('\n');
}

/** One version with its texts for people. */
export function promptVersionReport(prompt: PromptVersion): string {
  const { version, created_at: at, created_by: by, message, aliases, tokens, warnings } = prompt;
  const head = [
    `${version}  ${at} by ${by.name}${message === null ? '' : `: ${message}`}`,
    `aliases: ${aliases.join(', ') || 'none'}; about ${tokens} tokens`,
    ...warnings.map((warning) => `warning: ${warning.path}: ${warning.message}`),
  ];
  return `${head.map(readable).join('\n')}\n\n${lines(textOf(prompt))}`;
}

/** What became of a pushed file. */
export function pushReport({ version, is_new: isNew, aliases, warnings }: PushedPrompt): string {
  const named = aliases.length === 0 ? '' : ` (${aliases.join(', ')})`;
  const done = isNew ? `Stored as ${version}${named}.` : `${version}${named} is stored already.`;
  return [done, ...warnings.map(({ path, message }) => `Warning: ${path}: ${message}`)]
    .map(readable)
    .join('\n');
}

/** Lines that went and came, in the manner of diff -u; all lines, because prompts are short. */
export function promptDiff(before: KnownPrompt, after: KnownPrompt): string {
  if (before.version === after.version) return `${readable(before.version)} on both sides: no difference.`;
  const parts = diffLines(textOf(before.template), textOf(after.template));
  const body = parts.flatMap(({ value, added, removed }) => {
    const mark = added ? '+' : removed ? '-' : ' ';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => mark + readable(line));
  });
  return [`--- ${readable(before.version)}`, `+++ ${readable(after.version)}`, ...body].join('\n');
}

function textOf({
  system,
  user,
  parameters,
}: Pick<PromptVersion, 'user' | 'parameters'> & { system?: string | null | undefined }) {
  return promptText({ system: system ?? null, user, parameters });
}

function lines(text: string): string {
  return text.split('\n').map(readable).join('\n').trimEnd();
}

function hashOf(version: string | undefined): string {
  return version === undefined ? 'none' : version.slice(version.lastIndexOf('@') + 1);
}

function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
