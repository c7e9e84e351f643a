import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { identifyRubric, rubricSchema, type IdentifiedRubric } from '#lib/domain/judge/rubric.ts';
import { ConfigurationError, readYamlFile } from './yaml-file.ts';

/** Rubrics that come with the package, used where the configuration folder has none of its own. */
const DEFAULT_RUBRICS = { golden: 'rubrics/golden.yaml', shadow: 'rubrics/shadow.yaml' };

/** Reads a rubric file; throws ConfigurationError that names file, line and path of what is wrong. */
export function loadRubric(file: string): IdentifiedRubric {
  if (!existsSync(file)) throw new ConfigurationError([`${file}: there is no such file`]);
  return identifyRubric(readYamlFile(file, rubricSchema), (text) => hash('sha256', text, 'hex'));
}

/**
 * The rubric for a purpose: the file that was named (relative to the configuration folder), else the folder's own default
 * file, else the package's.
 */
export function findRubric(
  purpose: keyof typeof DEFAULT_RUBRICS,
  named: string | undefined,
  folder: string,
  builtInFolder: string,
): IdentifiedRubric {
  if (named !== undefined) return loadRubric(resolve(folder, named));
  const own = join(folder, DEFAULT_RUBRICS[purpose]);
  return loadRubric(existsSync(own) ? own : join(builtInFolder, DEFAULT_RUBRICS[purpose]));
}

/** A setting that names a rubric file of this folder: one that isn't there is told with the setting's line. */
export function rubricSetting(folder: string) {
  return z
    .string()
    .min(1)
    .superRefine((path, ctx) => {
      const file = resolve(folder, path);
      if (!existsSync(file)) ctx.addIssue({ code: 'custom', message: `there is no file ${file}` });
    })
    .optional();
}
