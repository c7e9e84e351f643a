import { findNamedPrompt } from '#lib/config/prompt-file.ts';
import { ConfigurationError } from '#lib/config/yaml-file.ts';
import { parsePromptReference } from '#lib/domain/prompts/prompt-reference.ts';
import { promptVersion, type PromptTemplate } from '#lib/domain/prompts/prompt-template.ts';

export interface PromptSources {
  configDir: string;
  sha256Hex: (text: string) => string;
  /** A stored version by its hash, by `name@hash` or by an alias; null when there is none. */
  findStored: (name: string, selector: string) => Promise<PromptTemplate | null>;
}

/**
 * The prompt that `name`, `name@hash` or `name@alias` means. A name alone is the file of the configuration's folder, and
 * where there is none what the alias prod names. Throws ConfigurationError when there is no such prompt.
 */
export async function resolvePrompt(text: string, sources: PromptSources): Promise<PromptTemplate> {
  const reference = parsePromptReference(text);
  if (reference === null)
    throw new ConfigurationError([
      `there is no prompt ${text}: expected a name, name@hash (eight digits 0-9 a-f) or name@alias`,
    ]);
  const { name, version, alias } = reference;
  if (version !== null) {
    const file = readable(() => findNamedPrompt(name, sources.configDir));
    if (file && promptVersion(file, sources.sha256Hex) === version) return file;
  }
  const isNameAlone = text === name;
  const file = isNameAlone ? findNamedPrompt(name, sources.configDir) : null;
  const found = file ?? (await sources.findStored(name, alias ?? version));
  if (found) return found;
  const where = isNameAlone
    ? ": neither a file in the configuration's prompts folder nor a stored one"
    : ' among the stored ones';
  throw new ConfigurationError([`there is no prompt ${text}${where}`]);
}

/** The file when it can be read: a stored version is asked for, whatever the file has become since. */
function readable(read: () => PromptTemplate | null): PromptTemplate | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigurationError) return null;
    throw error;
  }
}
