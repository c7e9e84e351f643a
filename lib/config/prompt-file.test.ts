import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { promptMessages } from '#lib/domain/prompts/prompt-template.ts';
import { readNamedPrompt, readPromptFile } from './prompt-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-prompt-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'prompts'));
  writeFileSync(join(folder, 'secret.yaml'), 'user: "{{prompt}}"\n');
});
const write = (text: string) => writeFileSync(join(folder, 'prompts/terse.yaml'), text);

describe('a prompt file', () => {
  it('is named after its file, wraps the prompt literally, and may say nothing', () => {
    write('system: Be brief.\nuser: "Q: {{ prompt }} / {{prompt}}"\nparameters: { temperature: 0 }\n');
    const template = readNamedPrompt('terse', folder);
    expect(template).toMatchObject({ name: 'terse', parameters: { temperature: 0 } });
    expect(promptMessages(template, '$& {{prompt}}')).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Q: $& {{prompt}} / $& {{prompt}}' },
    ]);
    write('');
    expect(promptMessages(readNamedPrompt('terse', folder), 'x')).toEqual([{ role: 'user', content: 'x' }]);
  });

  it.each([
    [
      'without a place for the prompt',
      'user: hello\n',
      /terse\.yaml:1: user: expected \{\{prompt\}\} somewhere/,
    ],
    ['with an unknown key', 'system: a\nsytem: b\n', /terse\.yaml:2: .*sytem/],
    ['that is no mapping', '- a\n', /terse\.yaml:1/],
  ])('%s is refused with its line', (_, text, message) => {
    write(text);
    expect(() => readNamedPrompt('terse', folder)).toThrow(message);
  });

  it.each(['../secret', 'none', '/etc/passwd', 'terse.yaml/../../secret', ''])(
    'can not be had by the name %j',
    (name) => {
      write('');
      expect(() => readNamedPrompt(name, folder)).toThrow(/there is no prompt/);
    },
  );

  it('is read from any path where a path is meant', () => {
    expect(readPromptFile(join(folder, 'secret.yaml')).name).toBe('secret');
    expect(() => readPromptFile(join(folder, 'none.yaml'))).toThrow(/there is no such file/);
  });
});
