import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { promptTemplateSchema, type PromptTemplate } from '#lib/domain/prompts/prompt-template.ts';
import { ConfigurationError, readYamlFile } from './yaml-file.ts';

/** Reads a prompt file; throws ConfigurationError that names file, line and path of what is wrong. */
export function readPromptFile(file: string): PromptTemplate {
  if (!existsSync(file)) throw new ConfigurationError([`${file}: there is no such file`]);
  const withName = z.preprocess(
    (value) => (isObject(value) ? { name: nameOf(file), ...value } : value),
    promptTemplateSchema,
  );
  return readYamlFile(file, withName);
}

/**
 * The prompt of this name in the configuration's `prompts` folder; null when there is no such file. A path is no name:
 * names come from callers.
 */
export function findNamedPrompt(name: string, configDir: string): PromptTemplate | null {
  const file = join(configDir, 'prompts', `${name}.yaml`);
  return /^[\w.-]+$/.test(name) && existsSync(file) ? readPromptFile(file) : null;
}

/**
 * Every prompt in the configuration's `prompts` folder, by file name; none where there is no such folder. Throws
 * ConfigurationError with what is wrong in any of them.
 */
export function readPromptFiles(configDir: string): PromptTemplate[] {
  const folder = join(configDir, 'prompts');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort();
  const problems: string[] = [];
  const found = new Map<string, { file: string; template: PromptTemplate }>();
  for (const file of files.map((name) => join(folder, name))) {
    try {
      const template = readPromptFile(file);
      const same = found.get(template.name);
      if (same) problems.push(`${file}: name: ${template.name} is the prompt of ${same.file} already`);
      found.set(template.name, { file, template });
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return [...found.values()].map(({ template }) => template);
}

function nameOf(file: string): string {
  return basename(file).replace(/\.ya?ml$/, '');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
