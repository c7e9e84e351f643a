import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { promptMessages } from '#lib/domain/prompts/prompt-template.ts';
import { findNamedPrompt, readPromptFile, readPromptFiles } from './prompt-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-prompt-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'prompts'));
  writeFileSync(join(folder, 'secret.yaml'), 'user: "{{prompt}}"\n');
});
const write = (text: string, file = 'terse.yaml') => writeFileSync(join(folder, 'prompts', file), text);
const terse = () => {
  const template = findNamedPrompt('terse', folder);
  if (template === null) throw new Error('there is no such prompt');
  return template;
};

describe('a prompt file', () => {
  it('is named after its file, wraps the prompt literally, and may say nothing', () => {
    write('system: Be brief.\nuser: "Q: {{ prompt }} / {{prompt}}"\nparameters: { temperature: 0 }\n');
    const template = terse();
    expect(template).toMatchObject({ name: 'terse', parameters: { temperature: 0 } });
    expect(promptMessages(template, '$& {{prompt}}')).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Q: $& {{prompt}} / $& {{prompt}}' },
    ]);
    write('');
    expect(promptMessages(terse(), 'x')).toEqual([{ role: 'user', content: 'x' }]);
  });

  it.each([
    [
      'without a place for the prompt',
      'user: hello\n',
      /terse\.yaml:1: user: expected \{\{prompt\}\} somewhere/,
    ],
    [
      'with an unknown placeholder',
      'system: |\n  a\n  b {{name}}\n',
      /terse\.yaml:1: system: line 2, column 3: unknown placeholder "\{\{name\}\}"/,
    ],
    ['with an unknown key', 'system: a\nsytem: b\n', /terse\.yaml:2: .*sytem/],
    ['that is no mapping', '- a\n', /terse\.yaml:1: \(top level\): .*expected .*object/],
  ])('%s is refused with its line', (_, text, message) => {
    write(text);
    expect(terse).toThrow(message);
  });

  it.each(['../secret', 'none', '/etc/passwd', 'terse.yaml/../../secret', ''])(
    'can not be had by the name %j',
    (name) => {
      write('');
      expect(findNamedPrompt(name, folder)).toBeNull();
    },
  );

  it('is read from any path where a path is meant', () => {
    expect(readPromptFile(join(folder, 'secret.yaml')).name).toBe('secret');
    expect(() => readPromptFile(join(folder, 'none.yaml'))).toThrow(/there is no such file/);
  });
});

describe('the folder of prompts', () => {
  it('is read as a whole, files of other kinds aside', () => {
    write('system: a\n');
    write('name: other\nuser: "{{prompt}}!"\n', 'b.yml');
    write('no: {', 'notes.txt');
    expect(readPromptFiles(folder).map(({ name }) => name)).toEqual(['other', 'terse']);
    expect(readPromptFiles(join(folder, 'nothing'))).toEqual([]);
  });

  it('tells everything that is wrong in it, two files of one name too', () => {
    write('sytem: a\n');
    write('user: "{{prompt"\n', 'b.yaml');
    write('name: d\n', 'c.yaml');
    write('', 'd.yaml');
    expect(() => readPromptFiles(folder)).toThrow(
      /b\.yaml:1: user: line 1, column 1: .*[\s\S]*d\.yaml: name: d is the prompt of .*c\.yaml already[\s\S]*terse\.yaml:1: .*sytem/,
    );
  });
});
