import { existsSync } from 'node:fs';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { ServerApiError } from '#lib/adapters/server-api/server-api-error.ts';
import { readPromptFile } from '#lib/config/prompt-file.ts';
import { PRODUCTION_PROMPT_ALIAS } from '#lib/domain/prompts/prompt-reference.ts';
import {
  promptTemplateSchema,
  promptVersion,
  type PromptTemplate,
} from '#lib/domain/prompts/prompt-template.ts';
import { serverFromEnvironment } from '../runs/with-server.ts';

/** A prompt with its version. */
export interface KnownPrompt {
  version: string;
  template: PromptTemplate;
}

/** A stored version on the server, by its hash, by `name@hash` or by an alias; null when it has none. */
export async function promptOnServer(name: string, selector: string): Promise<PromptTemplate | null> {
  try {
    const { system, user, parameters } = await serverFromEnvironment().promptVersion(name, selector);
    return promptTemplateSchema.parse({ name, ...(system === null ? {} : { system }), user, parameters });
  } catch (error) {
    if (error instanceof ServerApiError && error.failure === 'missing') return null;
    throw error;
  }
}

/** What a file, `name@hash`, `name@alias` or a name (its alias prod) holds. Throws when there is no such prompt. */
export async function promptFrom(text: string): Promise<KnownPrompt> {
  const template = existsSync(text) ? readPromptFile(text) : await fromServer(text);
  return { version: promptVersion(template, sha256Hex), template };
}

async function fromServer(text: string): Promise<PromptTemplate> {
  const [name = '', selector = PRODUCTION_PROMPT_ALIAS] = text.split('@', 2);
  const template = await promptOnServer(name, selector);
  if (template === null) throw new Error(`there is no prompt ${text}, neither a file nor on the server`);
  return template;
}
