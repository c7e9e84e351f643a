import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { heuristicsOf, sharesOf } from './evaluation-schema.ts';
import { readConfigFiles } from './files.ts';
import { ConfigurationError } from './yaml-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  writeFileSync(join(folder, 'evaluation_config.yaml'), text);
  return readConfigFiles(folder).evaluation;
};
const problemOf = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('evaluation_config.yaml', () => {
  it('that is absent evaluates exchanges of rollouts alone', () => {
    const { evaluation } = readConfigFiles(folder);
    expect(sharesOf(evaluation)).toEqual({
      ...{ samplePercentage: 0, judgePercentage: 0, rolloutQualityPercentage: 50 },
    });
    expect(evaluation).toEqual(read('# nothing yet\n'));
  });

  it('of the package samples a little, with the rubric of shadow evaluations', () => {
    const { evaluation, rubrics } = readConfigFiles(resolve(import.meta.dirname, '../../config'));
    expect(sharesOf(evaluation)).toMatchObject({ samplePercentage: 5, judgePercentage: 1 });
    expect(rubrics.evaluation).toEqual(rubrics.shadow);
  });

  it('becomes the settings of the heuristics', () => {
    const file = read(`
heuristics:
  max_characters: 500
  language: de
  keywords:
    - use_case: support
      must: [ticket]
    - must_not: [guaranteed]
`);
    expect(heuristicsOf(file)).toMatchObject({
      ...{ minCharacters: 1, maxCharacters: 500, language: 'de' },
      repetition: { words: 4, maxShare: 0.3, minWords: 30 },
      keywords: [
        { useCase: 'support', must: ['ticket'], mustNot: [] },
        { useCase: null, must: [], mustNot: ['guaranteed'] },
      ],
    });
  });

  it.each([
    ['sample_percentage: 101', /:1.*sample_percentage/],
    ['judge_percentage: -1', /judge_percentage/],
    ['sample: 5', /sample/],
    ['heuristics:\n  language: xx', /:2.*language.*expected one of ar, de/],
    ['heuristics:\n  min_characters: 5\n  max_characters: 4', /:3.*max_characters.*at least min_characters/],
    ['heuristics:\n  keywords:\n    - must: [" "]', /must.*white space/],
    ['rubric: rubrics/none.yaml', /rubric.*there is no file/],
    ['labels:\n  pass_score: 0', /pass_score/],
  ])('%j is refused with its place', (text, expected) => {
    expect(problemOf(text)).toMatch(expected);
  });
});
