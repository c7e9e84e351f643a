import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MAIN = resolve(import.meta.dirname, '../main.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-cli-dataset-'));
  mkdirSync(join(folder, 'config'));
  writeFileSync(
    join(folder, 'config/dataset_config.yaml'),
    'raw: raw.jsonl\noutput: out/golden.jsonl\ncategories: [c]\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const lrg = (...args: string[]) =>
  new Promise<{ exitCode: number; stdout: string; stderr: string }>((done) => {
    const child = execFile(process.execPath, [MAIN, ...args], { cwd: folder }, (_, stdout, stderr) => {
      done({ exitCode: child.exitCode ?? -1, stdout, stderr });
    });
  });

const example = (id: string, prompt = `What is the meaning of ${id}?`) =>
  `${JSON.stringify({ id, prompt, reference_response: 'None.', category: 'c', source: 's' })}\n`;
const raw = (...lines: string[]) => writeFileSync(join(folder, 'raw.jsonl'), lines.join(''));

describe('lrg dataset build', () => {
  it('writes golden set and description, and prints counts and hash', async () => {
    raw(example('a'), example('b', 'What else is there to know?'));
    const { exitCode, stdout, stderr } = await lrg('dataset', 'build');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const { hash, built_from: builtFrom } = JSON.parse(
      readFileSync(join(folder, 'out/golden.meta.json'), 'utf8'),
    ) as Record<string, unknown>;
    expect(builtFrom).toBe('../raw.jsonl');
    expect(stdout).toBe(
      `out/golden.jsonl: 2 examples, 0 of them with checks\n  c      2\nHash: ${String(hash)}\n`,
    );
    expect(readFileSync(join(folder, 'out/golden.jsonl'), 'utf8').split('\n')).toHaveLength(3);
  });

  it('tells errors and warnings on standard error, writes nothing and ends with 1', async () => {
    raw(example('a'), '{"id": 1}\n', example('c', 'What is the meaning of a?'));
    const { exitCode, stdout, stderr } = await lrg('dataset', 'build');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      'raw.jsonl:2: id: expected a text, got the number 1',
      ...['prompt', 'reference_response', 'category', 'source'].map(
        (key) => `raw.jsonl:2: ${key}: expected a text, but it is missing`,
      ),
      'raw.jsonl:3: prompt: warning: the same prompt as in line 1 [duplicate_prompt]',
      '5 errors; out/golden.jsonl was not written',
      '',
    ]);
    expect(readdirSync(join(folder, 'out'))).toEqual([]);
  });

  it('shows the first warnings of a kind, and all of them as JSON', async () => {
    raw(...Array.from({ length: 30 }, (_, i) => example(`e${i}`, 'Always the same prompt')));
    const text = await lrg('dataset', 'check');
    expect(text.stderr.match(/duplicate_prompt/g)).toHaveLength(21);
    expect(text.stderr).toContain('raw.jsonl: warning: 9 more [duplicate_prompt]; --json lists all');
    const { exitCode, stdout } = await lrg('dataset', 'check', '--json');
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout) as { warnings: unknown[] };
    expect(report).toMatchObject({
      ok: true,
      output: null,
      examples: 30,
      categories: { c: 30 },
      problems: [],
    });
    expect(report.warnings).toHaveLength(29);
    expect(readdirSync(folder).toSorted()).toEqual(['config', 'raw.jsonl']);
  });

  it.each([
    [
      'a raw file that is not there',
      ['build', '--raw', 'missing.jsonl'],
      /missing\.jsonl: there is no such file/,
    ],
    ['a folder as raw file', ['build', '--raw', 'config'], /config: this is a folder/],
    ['a folder as output', ['build', '--output', 'config'], /config: this is a folder/],
    ['the raw file as output', ['build', '--output', './raw.jsonl'], /--output: expected another file/],
    ['no configuration folder', ['build', '--config', 'missing'], /missing: there is no such folder/],
    ['an unknown option', ['build', '--fast'], /unknown option '--fast'/],
    ['an output where nothing is written', ['check', '--output', 'x'], /unknown option '--output'/],
    ['no subcommand', [], /Usage: lrg dataset/],
  ])('ends with 2 for %s', async (_, args, expected) => {
    raw(example('a'));
    const { exitCode, stdout, stderr } = await lrg('dataset', ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });
});
