import type { MovePromptAlias } from '#lib/contracts/prompts.ts';
import { readPromptFile } from '#lib/config/prompt-file.ts';
import { withServer, type OutputOptions } from '../runs/with-server.ts';
import { promptFrom } from './prompt-source.ts';
import { promptDiff, promptReport, promptsTable, promptVersionReport, pushReport } from './show-prompt.ts';

export function listPrompts(output: OutputOptions): Promise<void> {
  return withServer((server) => server.listPrompts(), output, promptsTable);
}

/** A name shows the prompt, `name@hash` or `name@alias` one version with its texts. */
export function showPrompt(reference: string, output: OutputOptions): Promise<void> {
  const at = reference.indexOf('@');
  if (at < 0) return withServer((server) => server.getPrompt(reference), output, promptReport);
  return withServer(
    (server) => server.promptVersion(reference.slice(0, at), reference.slice(at + 1)),
    output,
    promptVersionReport,
  );
}

export function pushPrompt(
  file: string,
  { message, ...output }: OutputOptions & { message?: string },
): Promise<void> {
  const template = readPromptFile(file);
  const prompt = { ...template, ...(message === undefined ? {} : { message }) };
  return withServer((server) => server.pushPrompt(prompt), output, pushReport, true);
}

export function moveAlias(
  { name, alias, version }: { name: string; alias: string; version: string },
  { expect, reason, ...output }: OutputOptions & { expect?: string; reason?: string },
): Promise<void> {
  const move: MovePromptAlias = {
    version,
    ...(expect === undefined ? {} : { expected_version: expect === 'none' ? null : expect }),
    ...(reason === undefined ? {} : { reason }),
  };
  return withServer(
    (server) => server.movePromptAlias(name, alias, move),
    output,
    ({ version: now, previous_version: before, is_moved: isMoved }) =>
      isMoved
        ? `${alias} names ${now} now; before: ${before ?? 'nothing'}.`
        : `${alias} names ${now} already.`,
    true,
  );
}

export async function diffPrompts(before: string, after: string, { json }: OutputOptions): Promise<void> {
  // One after the other: where both are missing, it is always the first that is told.
  const from = await promptFrom(before);
  const to = await promptFrom(after);
  console.log(json ? JSON.stringify({ before: from, after: to }, null, 2) : promptDiff(from, to));
}
