import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { promptTemplateSchema, promptVersion } from '#lib/domain/prompts/prompt-template.ts';
import { resolvePrompt } from './resolve-prompt.ts';

const template = (system: string) => promptTemplateSchema.parse({ name: 'terse', system });
const versionOf = (system: string) => promptVersion(template(system), sha256Hex);

describe('resolvePrompt', () => {
  let configDir: string;
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
    configDir = mkdtempSync(join(tmpdir(), 'lrg-prompts-'));
    onTestFinished(() => rmSync(configDir, { recursive: true }));
    mkdirSync(join(configDir, 'prompts'));
    writeFileSync(join(configDir, 'prompts/terse.yaml'), 'system: of the file\n');
  });
  const resolve = (text: string) =>
    resolvePrompt(text, {
      configDir,
      sha256Hex,
      findStored: (name, selector) => {
        asked.push(`${name} ${selector}`);
        const isThere = ['prod', 'candidate', versionOf('stored')].includes(selector) && name !== 'none';
        return Promise.resolve(isThere ? template('stored') : null);
      },
    });

  it.each([
    ['terse', 'of the file', []],
    ['other', 'stored', ['other prod']],
    ['terse@prod', 'stored', ['terse prod']],
    ['terse@candidate', 'stored', ['terse candidate']],
    [versionOf('stored'), 'stored', [`terse ${versionOf('stored')}`]],
    [versionOf('of the file'), 'of the file', []],
  ])('%s is what %j says', async (text, system, questions) => {
    expect((await resolve(text)).system).toBe(system);
    expect(asked).toEqual(questions);
  });

  it.each([
    ['none', /there is no prompt none: neither a file .* nor a stored one/],
    ['none@prod', /there is no prompt none@prod among the stored ones/],
    ['terse@01234567', /there is no prompt terse@01234567 among the stored ones/],
    ['../../etc/passwd', /there is no prompt \.\.\/\.\.\/etc\/passwd: expected a name, name@hash/],
    ['', /expected a name/],
    ['terse@', /expected a name/],
  ])('%j is refused', async (text, message) => {
    await expect(resolve(text)).rejects.toThrow(message);
  });

  it('finds a stored version also when its file is broken by now, but not the file', async () => {
    writeFileSync(join(configDir, 'prompts/terse.yaml'), 'sytem: x\n');
    expect((await resolve(versionOf('stored'))).system).toBe('stored');
    expect((await resolve('terse@prod')).system).toBe('stored');
    await expect(resolve('terse')).rejects.toThrow(/terse\.yaml:1: .*sytem/);
  });
});
