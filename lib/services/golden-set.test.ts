import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCheckTools } from '#lib/adapters/checks/check-tools.ts';
import { sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { createAtomicFile } from '#lib/adapters/files/atomic-file.ts';
import { readLines } from '#lib/adapters/files/read-lines.ts';
import { readConfigFiles } from '#lib/config/files.ts';
import { evaluateChecks } from '#lib/domain/checks/evaluate.ts';
import { buildDataset } from './build-dataset.ts';
import { readDataset } from './read-dataset.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const GOLDEN = join(ROOT, 'data/eval/golden_dataset.jsonl');
const META = join(ROOT, 'data/eval/golden_dataset.meta.json');
const tools = { readLines, createAtomicFile, sha256Hex, checkTools: createCheckTools() };

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'lrg-golden-'))));
afterAll(() => rmSync(folder, { recursive: true }));

async function shipped() {
  const read = await readDataset(tools, GOLDEN);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read;
}

describe('the golden set that comes with the package', () => {
  it('comes out of the raw examples, byte for byte, without errors and warnings', async () => {
    const { categories } = readConfigFiles(join(ROOT, 'config')).dataset;
    const [file, metaFile] = [join(folder, 'golden.jsonl'), join(folder, 'golden.meta.json')];
    const report = await buildDataset(tools, {
      raw: join(ROOT, 'data/raw/prompts.jsonl'),
      categories,
      output: { file, metaFile, builtFrom: '../raw/prompts.jsonl' },
    });
    expect(report.problems).toEqual([]);
    expect(report.warnings).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(GOLDEN, 'utf8'));
    expect(readFileSync(metaFile, 'utf8')).toBe(readFileSync(META, 'utf8'));
    expect((await shipped()).hash).toBe(report.hash);
  });

  it('has at least 150 examples, 30 in each category, and checks on a third of them', async () => {
    const { examples } = await shipped();
    expect(examples.length).toBeGreaterThanOrEqual(150);
    const sizes = [...Map.groupBy(examples, ({ category }) => category).values()].map(({ length }) => length);
    expect(sizes).toHaveLength(5);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(30);
    const withChecks = examples.filter(({ checks = [] }) => checks.length > 0);
    expect(withChecks.length).toBeGreaterThanOrEqual(examples.length / 3);
  });

  it('has references that pass their own checks, and checks that other answers fail', async () => {
    const { examples } = await shipped();
    const failuresOf = (answerOf: (reference: string) => string) =>
      examples.flatMap(({ id, checks = [], reference_response: reference }) =>
        evaluateChecks(checks, answerOf(reference), tools.checkTools).flatMap(({ failure }) =>
          failure === null ? [] : [`${id}: ${failure}`],
        ),
      );
    expect(failuresOf((reference) => reference)).toEqual([]);
    expect(failuresOf(() => 'Lorem ipsum dolor sit amet.').length).toBeGreaterThan(150);
  });
});
