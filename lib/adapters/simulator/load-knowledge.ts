import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { normalisedPrompt } from '#lib/domain/simulator/knowledge.ts';

const lineSchema = z.looseObject({ prompt: z.string(), reference_response: z.string() });

/**
 * Ideal answers from a golden set in JSON lines (`prompt`, `reference_response`). A missing file gives an empty map: the
 * simulator then composes all its answers. Broken lines are skipped here; the dataset builder reports them.
 */
export async function loadKnowledge(path: string): Promise<Map<string, string>> {
  const knowledge = new Map<string, string>();
  for (const line of (await textOf(path)).split('\n')) {
    const parsed = lineSchema.safeParse(valueOf(line));
    if (parsed.success) knowledge.set(normalisedPrompt(parsed.data.prompt), parsed.data.reference_response);
  }
  return knowledge;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function valueOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
