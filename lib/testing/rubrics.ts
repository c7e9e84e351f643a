import { resolve } from 'node:path';
import { loadRubric } from '#lib/config/rubrics.ts';

const folder = resolve(import.meta.dirname, '../../config/rubrics');

/** The rubrics that come with the package. */
export const goldenRubric = loadRubric(resolve(folder, 'golden.yaml')).rubric;
export const shadowRubric = loadRubric(resolve(folder, 'shadow.yaml')).rubric;
