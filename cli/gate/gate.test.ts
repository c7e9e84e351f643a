import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '#lib/domain/gate/verdict.ts';
import { syntheticScores, type SyntheticOptions } from '#lib/testing/synthetic-scores.ts';

const MAIN = resolve(import.meta.dirname, '../main.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-cli-gate-'));
  config('thresholds: { overall: 0.3 }');
  write('baseline.json', { examples: 60 });
});
afterEach(() => rmSync(folder, { recursive: true }));

const lrg = (...args: string[]) =>
  new Promise<{ exitCode: number; stdout: string; stderr: string }>((done) => {
    // A server that nobody answers for: files given on both sides, or --no-server, never ask it.
    const env = {
      ...process.env,
      LRG_CONFIG_DIR: '',
      LRG_SERVER_URL: 'http://127.0.0.1:1',
      GITHUB_OUTPUT: '',
    };
    const child = execFile(
      process.execPath,
      [MAIN, 'gate', ...args],
      { cwd: folder, env },
      (_, stdout, stderr) => {
        done({ exitCode: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });

function config(text: string): void {
  mkdirSync(join(folder, 'config'), { recursive: true });
  writeFileSync(join(folder, 'config/scorer_config.yaml'), text);
}

function write(file: string, options: Omit<SyntheticOptions, 'runId'>): void {
  const runId = '01a1fc11-0620-7595-8cc1-0ba4e615960a';
  writeFileSync(join(folder, file), JSON.stringify(syntheticScores({ runId, ...options })));
}

const files = ['--current', 'current.json', '--baseline', 'baseline.json'];

describe('lrg gate', () => {
  it('passes the same scores, without server or network', async () => {
    write('current.json', { examples: 60 });
    const { exitCode, stdout, stderr } = await lrg(...files);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('PASS (rule threshold)');
    expect(stdout).toContain('No example differs (60 compared).');
  });

  it('fails worse ones, writes verdict and scorecard, and verifies the verdict', async () => {
    write('current.json', { examples: 60, shift: -0.2 });
    const written = ['--output', 'out/verdict.json', '--markdown', 'out/card.md'];
    const { exitCode, stdout } = await lrg(...files, '--json', '--rule', 'statistical', ...written);
    expect(exitCode).toBe(1);
    const verdict = JSON.parse(stdout) as Verdict;
    expect(verdict).toMatchObject({ verdict: 'fail', rule: 'statistical', settings: { alpha: 0.05 } });
    expect(verdict.evidence.examples).toHaveLength(60);
    expect(JSON.parse(readFileSync(join(folder, 'out/verdict.json'), 'utf8'))).toEqual(verdict);
    expect(readFileSync(join(folder, 'out/card.md'), 'utf8')).toContain('**❌ Quality gate: fail.**');
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['card.md', 'verdict.json']);

    expect(await lrg('--verify', 'out/verdict.json')).toMatchObject({
      exitCode: 0,
      stdout: 'Verified: the evidence gives the same verdict again (fail, rule statistical).\n',
    });
    writeFileSync(join(folder, 'out/verdict.json'), stdout.replace('"verdict": "fail"', '"verdict": "pass"'));
    expect(await lrg('--verify', 'out/verdict.json')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('verdict: stored "pass", recomputed "fail"') as string,
    });
  });

  it('ends with 3 when nothing can be said, and obeys on_inconclusive', async () => {
    write('baseline.json', { examples: 4 });
    write('current.json', {
      examples: 4,
      change: (example, index) => ({
        ...example,
        answers: example.answers.map((answer) => ({
          ...answer,
          scores: { ...answer.scores, judge_score: index % 2 ? 0.9 : 0.1 },
        })),
      }),
    });
    const statistical = [...files, '--rule', 'statistical'];
    expect(await lrg(...statistical)).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('INCONCLUSIVE') as string,
    });
    config('gate: { on_inconclusive: warn, rule: statistical }');
    expect((await lrg(...files)).exitCode).toBe(0);
  });

  it('does not compare runs of different golden sets, unless asked to', async () => {
    write('current.json', { examples: 59 });
    const { exitCode, stdout } = await lrg(...files);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('INVALID');
    expect(stdout).toContain('their signatures differ: dataset_hash (');
    expect((await lrg(...files, '--allow-incomparable')).stdout).toContain('INCONCLUSIVE');
  });

  it('falls back to absolute thresholds without a baseline', async () => {
    write('current.json', { examples: 60 });
    const { exitCode, stdout } = await lrg('--current', 'current.json', '--no-server');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('FAIL (rule absolute)');
    expect(stdout).toContain('No baseline was given. Absolute thresholds decide.');
  });

  it.each([
    [
      'a file that is not there',
      ['--current', 'nowhere.json', '--no-server'],
      'nowhere.json: there is no such file',
    ],
    ['a wrong rule', [...files, '--rule', 'mood'], "argument 'mood' is invalid"],
    ['a wrong alpha', [...files, '--alpha', '2'], 'expected a number from 0.0001 to 0.2'],
    ['no verdict', ['--verify', 'baseline.json'], 'baseline.json is not a usable verdict file:'],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await lrg(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('takes the built-in thresholds where there is no configuration, and says so', async () => {
    rmSync(join(folder, 'config'), { recursive: true });
    const { exitCode, stderr } = await lrg('--current', 'baseline.json', '--no-server');
    expect(exitCode).toBe(1);
    expect(stderr).toBe('There is no config folder here: the built-in thresholds decide.\n');
    expect((await lrg('--current', 'baseline.json', '--no-server', '--config', 'elsewhere')).exitCode).toBe(
      2,
    );
  });

  it('lists every problem of a bad file with its path', async () => {
    writeFileSync(join(folder, 'current.json'), '{"examples":[{"id":1}],"model":""}');
    const { exitCode, stderr } = await lrg(...files);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('current.json is not a usable scores file:');
    for (const path of ['examples.0.id', 'examples.0.answers', 'model', 'signature', 'overall'])
      expect(stderr).toContain(`  - ${path}: `);
  });

  it('measures itself on the baseline', async () => {
    write('baseline.json', { examples: 60, repeats: 3 });
    const { exitCode, stdout } = await lrg('--aa', '--baseline', 'baseline.json', '--runs', '20', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rule: 'threshold', runs: 20, noise: 'measured' });
    const text = await lrg('--aa', '--baseline', 'baseline.json', '--runs', '20');
    expect(text.stdout).toContain('Flip rate: ');
  });
});
