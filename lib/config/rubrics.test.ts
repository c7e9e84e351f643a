import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { canonicalJson } from '#lib/domain/text/canonical-json.ts';
import { readConfigFiles } from './files.ts';
import { loadRubric } from './rubrics.ts';
import { ConfigurationError } from './yaml-file.ts';

const builtIn = resolve(import.meta.dirname, '../../config');
const text = readFileSync(join(builtIn, 'rubrics/golden.yaml'), 'utf8');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-rubrics-'));
  mkdirSync(join(folder, 'rubrics'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, content: string) => writeFileSync(join(folder, file), content);

function problemsOf(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replaceAll(`${folder}/`, '').replace('  - ', ''));
  }
  return [];
}

describe('the rubrics that come with the package', () => {
  it.each(['golden', 'golden-extended', 'shadow'])('%s is named like its file', (name) => {
    const { rubric, version, hash } = loadRubric(join(builtIn, `rubrics/${name}.yaml`));
    expect(rubric.name).toBe(name);
    expect(rubric.criteria.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['factual_accuracy', 'instruction_following', 'safety']),
    );
    expect(hash).toBe(sha256Hex(canonicalJson(rubric)));
    expect(version).toBe(`${name}@${hash.slice(0, 8)}`);
    for (const { anchors } of rubric.criteria) expect(new Set(anchors).size).toBe(6);
  });

  it('extend the golden one by relevance and helpfulness alone', () => {
    const golden = loadRubric(join(builtIn, 'rubrics/golden.yaml')).rubric.criteria;
    const extended = loadRubric(join(builtIn, 'rubrics/golden-extended.yaml')).rubric.criteria;
    expect(extended.slice(0, golden.length)).toEqual(golden);
    expect(extended.slice(golden.length).map(({ id }) => id)).toEqual(['relevance', 'helpfulness']);
  });
});

describe('the content hash', () => {
  const hashOf = (content: string) => {
    write('rubrics/a.yaml', content);
    return loadRubric(join(folder, 'rubrics/a.yaml')).hash;
  };

  it.each([
    ['comments', `# new\n${text}`],
    ['line ends', text.replaceAll('\n', '\r\n')],
    ['white space inside a text', text.replace('what was asked.', 'what  was\n        asked.')],
    ['a default that is written out', text.replace('weight: 1', 'weight: 1\n    required_min: 3')],
  ])('does not change with %s', (_, changed) => {
    expect(changed).not.toBe(text);
    expect(hashOf(changed)).toBe(hashOf(text));
  });

  it.each([
    ['a question', text.replace('Is it free of padding', 'Is it quite free of padding')],
    ['an anchor', text.replace('Mostly wrong', 'Largely wrong')],
    ['a weight', text.replace('weight: 1', 'weight: 1.5')],
    ['what is required', text.replace('required: true', 'required: false')],
    ['the name', text.replace('name: golden', 'name: gold')],
  ])('changes with %s', (_, changed) => {
    expect(changed).not.toBe(text);
    expect(hashOf(changed)).not.toBe(hashOf(text));
  });
});

describe('which rubric is used', () => {
  const own = text.replace('name: golden', 'name: own');
  const names = () => {
    const { golden, shadow } = readConfigFiles(folder, builtIn).rubrics;
    return [golden.rubric.name, shadow.rubric.name];
  };

  it('is the one of the package where the folder has none', () => {
    expect(names()).toEqual(['golden', 'shadow']);
    rmSync(join(folder, 'rubrics'), { recursive: true });
    expect(names()).toEqual(['golden', 'shadow']);
    expect(readConfigFiles(folder).rubrics).toEqual(readConfigFiles(folder, builtIn).rubrics);
  });

  it('is the one of the folder where it has one', () => {
    write('rubrics/golden.yaml', own);
    expect(names()).toEqual(['own', 'shadow']);
  });

  it('is the one that is set, relative to the folder or absolute', () => {
    write('rubrics/golden.yaml', own.replace('name: own', 'name: other'));
    write('mine.yaml', own);
    write('scorer_config.yaml', 'rubric: mine.yaml\n');
    write('shadow_config.yaml', `rubric: ${join(folder, 'rubrics/golden.yaml')}\n`);
    expect(names()).toEqual(['own', 'other']);
  });

  it('is an error with its line where the set one is not there, even if the package has it', () => {
    write('scorer_config.yaml', 'judge_model: a\nrubric: rubrics/golden.yaml\n');
    expect(problemsOf(names)).toEqual(['scorer_config.yaml:2: rubric: there is no file rubrics/golden.yaml']);
    cpSync(join(builtIn, 'rubrics'), join(folder, 'rubrics'), { recursive: true });
    expect(names()).toEqual(['golden', 'shadow']);
    write('shadow_config.yaml', 'rubric: nope.yaml\n');
    expect(problemsOf(names)).toEqual(['shadow_config.yaml:1: rubric: there is no file nope.yaml']);
  });
});

describe('a mistake is told with file, line, path and what was expected', () => {
  const CRITERION = `name: a
criteria:
  - id: truth
    question: Is it true?
    anchors:
      0: a
      1: b
      2: c
      3: d
      4: e
      5: f
`;
  it.each([
    ['no content', '', /^rubrics\/a\.yaml:1: name: /],
    ['no criteria', 'name: a\ncriteria: []\n', /^rubrics\/a\.yaml:2: criteria: /],
    ['a name with white space', CRITERION.replace('name: a', 'name: a b'), /:1: name: expected lower-case/],
    ['an unknown key', `${CRITERION}    wieght: 2\n`, /:12: criteria\.0: .*"wieght"/],
    ['a missing anchor', CRITERION.replace('      3: d\n', ''), /:6: criteria\.0\.anchors\.3: /],
    ['an anchor too many', `${CRITERION}      6: g\n`, /:12: criteria\.0\.anchors: .*"6"/],
    ['an anchor that is a number', CRITERION.replace('4: e', '4: 4'), /:10: criteria\.0\.anchors\.4: /],
    ['an anchor without text', CRITERION.replace('4: e', "4: ' '"), /:10: .*only white space/],
    ['anchors as a text', CRITERION.replace(/anchors:[^]*/, 'anchors: none\n'), /:5: criteria\.0\.anchors: /],
    ['a weight of 0', `${CRITERION}    weight: 0\n`, /:12: criteria\.0\.weight: expected a number above 0/],
    [
      'a wrong flag',
      `${CRITERION}    required: sometimes\n`,
      /:12: criteria\.0\.required: expected true or false/,
    ],
    [
      'a minimum of 6',
      `${CRITERION}    required_min: 6\n`,
      /:12: criteria\.0\.required_min: expected a whole number from 1 to 5/,
    ],
    ['a wrong id', CRITERION.replace('truth', 'Truth?'), /:3: criteria\.0\.id: expected lower-case/],
    [
      'an id twice',
      CRITERION + CRITERION.slice(CRITERION.indexOf('  - id')),
      /:12: criteria\.1\.id: "truth" is there already/,
    ],
    ['broken YAML', 'name: a\ncriteria: [1, 2\n', /^rubrics\/a\.yaml:[23]: /],
  ])('%s', (_, content, expected) => {
    write('rubrics/a.yaml', content);
    expect(problemsOf(() => loadRubric(join(folder, 'rubrics/a.yaml')))[0]).toMatch(expected);
  });

  it('of the default rubric stops the start', () => {
    write('rubrics/shadow.yaml', 'name: a\n');
    expect(problemsOf(() => readConfigFiles(folder, builtIn))[0]).toMatch(
      /^rubrics\/shadow\.yaml:1: criteria: /,
    );
  });

  it('names a file that is not there', () => {
    expect(problemsOf(() => loadRubric(join(folder, 'no.yaml')))).toEqual(['no.yaml: there is no such file']);
  });
});
