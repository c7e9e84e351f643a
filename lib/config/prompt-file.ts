import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { promptTemplateSchema, type PromptTemplate } from '#lib/domain/prompts/prompt-template.ts';
import { ConfigurationError, readYamlFile } from './yaml-file.ts';

/** Reads a prompt file by its path, or by its name in the configuration's `prompts` folder. */
export function readPromptFile(nameOrPath: string, configDir: string): PromptTemplate {
  const named = join(configDir, 'prompts', `${nameOrPath}.yaml`);
  const file = existsSync(nameOrPath) ? nameOrPath : named;
  if (!existsSync(file))
    throw new ConfigurationError([`there is neither a file ${nameOrPath} nor a prompt ${named}`]);
  const withName = z.preprocess(
    (value) => (typeof value === 'object' && value !== null ? { name: nameOf(file), ...value } : value),
    promptTemplateSchema,
  );
  return readYamlFile(file, withName);
}

function nameOf(file: string): string {
  return basename(file).replace(/\.ya?ml$/, '');
}
