import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCheckTools } from '#lib/adapters/checks/check-tools.ts';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { createAtomicFile } from '#lib/adapters/files/atomic-file.ts';
import { readLines } from '#lib/adapters/files/read-lines.ts';
import { problemText } from '#lib/domain/dataset/problem.ts';
import { buildDataset } from './build-dataset.ts';
import { readDataset } from './read-dataset.ts';

const tools = { readLines, createAtomicFile, sha256Hex, checkTools: createCheckTools() };

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lrg-dataset-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const example = (id: string, more: object = {}) =>
  JSON.stringify({
    id,
    prompt: `What do you know about the subject number ${id}?`,
    reference_response: 'Not much, but something.',
    category: 'c',
    source: 'handmade',
    ...more,
  });

async function build(
  content: string | Buffer,
  categories = [{ name: 'c', min_examples: 0 }],
  isWriting = true,
) {
  const raw = join(folder, 'raw.jsonl');
  writeFileSync(raw, content);
  const [file, metaFile] = [join(folder, 'eval/golden.jsonl'), join(folder, 'eval/golden.meta.json')];
  const output = isWriting ? { file, metaFile, builtFrom: '../raw.jsonl' } : null;
  const report = await buildDataset(tools, { raw, categories, output });
  return {
    report,
    problems: report.problems.map((problem) => problemText('raw', problem)),
    written: readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'raw.jsonl')
      .map((entry) => entry.name),
    file,
    metaFile,
  };
}

describe('buildDataset', () => {
  it('writes the examples with their defaults, and a description with the hash', async () => {
    const checks = [{ type: 'must_contain', values: ['something'] }];
    const { report, file, metaFile } = await build(
      `\ufeff${example('b', { checks })}\r\n\r\n${example('a', { note: 1 })}`,
      [
        { name: 'c', min_examples: 2 },
        { name: 'd', min_examples: 0 },
      ],
    );
    expect(report).toMatchObject({ problems: [], examples: 2, withChecks: 1 });
    expect(report.warnings.map(({ kind, line, field }) => [kind, line, field])).toContainEqual([
      'unknown_key',
      3,
      'note',
    ]);
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      id: 'b',
      checks: [{ type: 'must_contain', required: false, values: ['something'], case_sensitive: false }],
    });
    expect(lines[1]).toBe(example('a'));
    expect(JSON.parse(readFileSync(metaFile, 'utf8'))).toEqual({
      schema_version: 1,
      hash: report.hash,
      examples: 2,
      with_checks: 1,
      categories: { c: 2, d: 0 },
      built_from: '../raw.jsonl',
    });
  });

  it('gives the hash that the golden set is read with, whatever the order of the raw lines', async () => {
    const lines = ['a', 'b', 'c'].map((id) => example(id));
    const { report, file } = await build(lines.join('\n'));
    const read = await readDataset(tools, file);
    expect(read).toMatchObject({ ok: true, hash: report.hash });
    expect(read.ok && read.examples.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    const again = await build(lines.toReversed().join('\n\n'));
    expect(again.report.hash).toBe(report.hash);
  });

  it('lists every error and writes nothing', async () => {
    const { report, problems, written } = await build(
      [
        example('a'),
        example('b', { category: 'd', prompt: 'short' }),
        '[1]',
        example('a'),
        example('e', { checks: [{ type: 'regex', pattern: '(' }] }),
        '{"id": "f", "pro',
      ].join('\n'),
      [{ name: 'c', min_examples: 5 }],
    );
    expect(problems).toEqual([
      'raw:2: prompt: expected more than 10 characters, got "short"',
      'raw:2: category: expected one of the declared categories (c), got "d"',
      'raw:3: expected a JSON object, got a list',
      'raw:4: id: expected every id once, but "a" is also the id of line 1',
      expect.stringMatching(/^raw:5: checks\.0\.pattern: .*Unterminated group/),
      expect.stringMatching(/^raw:6: .*the file seems to end in the middle of this line$/),
      'raw: category: expected at least 5 of "c", found 3',
    ]);
    expect(report.hash).toBeNull();
    expect(written).toEqual([]);
  });

  it('keeps the last golden set when the new one is wrong', async () => {
    const { file } = await build(example('a'));
    const before = readFileSync(file, 'utf8');
    const { problems, written } = await build(`${example('a')}\n${example('a')}`);
    expect(problems).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(written.toSorted()).toEqual(['golden.jsonl', 'golden.meta.json']);
  });

  it.each<[string, string | Buffer]>([
    ['an empty file', ''],
    ['blank lines', '\n\r\n \n'],
  ])('does not take %s', async (_, content) => {
    const { problems, written } = await build(content);
    expect(problems).toEqual(['raw: expected examples, got none']);
    expect(written).toEqual([]);
  });

  it('counts a wrong line for its category, so that it is told once', async () => {
    const { problems } = await build(`${example('a')}\n${example('b', { prompt: 1 })}`, [
      { name: 'c', min_examples: 2 },
    ]);
    expect(problems).toEqual(['raw:2: prompt: expected a text, got the number 1']);
  });

  it('warns of references that fail their own checks, and of what the lint finds, in the order of lines', async () => {
    const prompt = 'What is the answer to this question?';
    const { report } = await build(
      [
        example('a', { prompt }),
        example('b', { prompt, reference_response: 'Another.' }),
        example('d', { checks: [{ type: 'exact_match', value: 'x' }] }),
        example('e', { prompt: 'Say it: not much, but something.' }),
        ...['f', 'g', 'h'].map((id) =>
          example(id, { category: 'd', prompt: `${id} is a letter, isn't it?` }),
        ),
      ].join('\n'),
      [
        { name: 'c', min_examples: 0 },
        { name: 'd', min_examples: 0 },
        { name: 'unused', min_examples: 0 },
      ],
    );
    expect(report.warnings.map(({ kind, line }) => `${kind} ${line ?? ''}`)).toEqual([
      'conflicting_references 2',
      'reference_fails_check 3',
      'reference_in_prompt 4',
    ]);
    expect(report.hash).not.toBeNull();
  });

  it('only checks when it is given no output', async () => {
    const { report, written } = await build(example('a'), undefined, false);
    expect(report.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(written).toEqual([]);
  });

  it('throws when the raw file is not there, and leaves nothing behind', async () => {
    const output = {
      file: join(folder, 'golden.jsonl'),
      metaFile: join(folder, 'meta.json'),
      builtFrom: 'x',
    };
    const input = { raw: join(folder, 'missing'), categories: [{ name: 'c', min_examples: 0 }], output };
    await expect(buildDataset(tools, input)).rejects.toThrow(/missing: there is no such file/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('readDataset', () => {
  it('tells every problem with file and line', async () => {
    const file = join(folder, 'golden.jsonl');
    writeFileSync(file, `${example('a')}\n\n${example('a', { prompt: 1 })}\n`);
    expect(await readDataset(tools, file)).toEqual({
      ok: false,
      problems: [
        `${file}:3: prompt: expected a text, got the number 1`,
        `${file}:3: id: expected every id once, but "a" is also the id of line 1`,
      ],
    });
    writeFileSync(file, '');
    expect(await readDataset(tools, file)).toEqual({
      ok: false,
      problems: [`${file}: expected examples, got none`],
    });
  });
});
