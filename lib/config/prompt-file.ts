import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { promptTemplateSchema, type PromptTemplate } from '#lib/domain/prompts/prompt-template.ts';
import { ConfigurationError, readYamlFile } from './yaml-file.ts';

/** Reads a prompt file; throws ConfigurationError that names file, line and path of what is wrong. */
export function readPromptFile(file: string): PromptTemplate {
  if (!existsSync(file)) throw new ConfigurationError([`${file}: there is no such file`]);
  const withName = z.preprocess(
    (value) => (typeof value === 'object' && value !== null ? { name: nameOf(file), ...value } : value),
    promptTemplateSchema,
  );
  return readYamlFile(file, withName);
}

/** The prompt of this name in the configuration's `prompts` folder. A path is no name: names come from callers. */
export function readNamedPrompt(name: string, configDir: string): PromptTemplate {
  const file = join(configDir, 'prompts', `${name}.yaml`);
  if (!/^[\w.-]+$/.test(name) || !existsSync(file))
    throw new ConfigurationError([`there is no prompt ${name} in the configuration's prompts folder`]);
  return readPromptFile(file);
}

function nameOf(file: string): string {
  return basename(file).replace(/\.ya?ml$/, '');
}
