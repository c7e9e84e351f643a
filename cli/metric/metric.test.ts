import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  scoreDistance,
  tinyBertFolder,
  tinyBertTolerance as tolerance,
  tinyBertVectors,
} from '#lib/testing/tiny-bert.ts';

const main = join(import.meta.dirname, '../main.ts');

type Output = Record<string, unknown>;

/** `lrg metric …` as a process of its own. */
async function lrg(args: readonly string[], input: string | readonly object[], environment: object = {}) {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [main, 'metric', ...args], { env });
  child.stdin.on('error', () => undefined);
  child.stdin.end(typeof input === 'string' ? input : input.map((line) => JSON.stringify(line)).join('\n'));
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const lines = stdout.trim() === '' ? [] : stdout.trim().split('\n');
  return { code: await exited, stderr, lines: lines.map((line) => JSON.parse(line) as Output) };
}

describe('lrg metric rouge-l', () => {
  it('scores each line, in order, and says where it does not apply', async () => {
    const { code, lines, stderr } = await lrg(
      ['rouge-l'],
      [
        { id: 1, reference: 'the cat sat', prediction: 'The cat.' },
        { id: 'b', reference: 'Привет', prediction: 'x' },
        { id: 3, references: ['a b', 'b c d'], prediction: 'b c d', note: 'other keys are left alone' },
        { id: 4, reference: 'a\u2028b', prediction: '' },
      ],
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(lines).toEqual([
      { id: 1, precision: 1, recall: 2 / 3, f1: 0.8 },
      {
        id: 'b',
        precision: null,
        recall: null,
        f1: null,
        reason: expect.stringContaining('not applicable') as string,
      },
      { id: 3, precision: 1, recall: 1, f1: 1 },
      { id: 4, precision: 0, recall: 0, f1: 0 },
    ]);
  });

  it('reports bad lines with their numbers, scores the others, and exits with 2', async () => {
    const good = '{"id":1,"reference":"a","prediction":"a"}';
    const bad = [
      'nope',
      '[]',
      '{"id":1,"reference":"a"}',
      '{"id":1,"prediction":"a"}',
      '{"reference":"a","prediction":"a"}',
    ];
    const { code, lines, stderr } = await lrg(['rouge-l'], `\uFEFF${good}\r\n\r\n${bad.join('\n')}\n${good}`);
    expect(code).toBe(2);
    expect(lines).toHaveLength(2);
    const complaints = stderr.trim().split('\n');
    expect(complaints.map((line) => /^standard input:(\d+): /.exec(line)?.[1])).toEqual([
      ...['3', '4', '5', '6', '7'],
      undefined,
    ]);
    expect(complaints[2]).toBe('standard input:5: prediction: expected a text, but it is missing');
    expect(complaints.at(-1)).toBe('5 lines were not scored');
  });

  it('takes no input for no lines', async () => {
    expect(await lrg(['rouge-l'], '')).toEqual({ code: 0, lines: [], stderr: '' });
  });

  it('ends quietly when its reader leaves', async () => {
    const child = spawn(process.execPath, [main, 'metric', 'rouge-l']);
    const line = `${JSON.stringify({ id: 1, reference: 'a b c', prediction: 'a c' })}\n`;
    const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const errors = text(child.stderr);
    child.stdin.on('error', () => undefined);
    child.stdout.once('data', () => child.stdout.destroy());
    const feed = () => {
      while (!child.stdin.destroyed && child.stdin.write(line.repeat(1_000)));
    };
    child.stdin.on('drain', feed);
    feed();
    expect(await exited).toBe(0);
    expect(await errors).toBe('');
  });
});

describe('lrg metric rouge-lsum', () => {
  it('compares lines', async () => {
    const pair = { reference: 'w1 w2 w3\nw4 w5 w6', prediction: 'w4 w5 w6\nw1 w2 w3' };
    const { lines } = await lrg(['rouge-lsum'], [{ id: 1, ...pair }]);
    expect(lines).toEqual([{ id: 1, precision: 1, recall: 1, f1: 1 }]);
  });
});

describe('lrg metric checks', () => {
  it('gives the result of every check', async () => {
    const { code, lines, stderr } = await lrg(
      ['checks'],
      [
        { id: 1, prediction: 'Yes, 42.', checks: [{ type: 'must_contain', values: ['yes'] }] },
        { id: 2, prediction: 'No.', checks: [{ type: 'exact_match', value: 'Yes.', required: true }] },
        { id: 3, prediction: 'No.', checks: [] },
        { id: 4, prediction: 'No.', checks: [{ type: 'regex', pattern: '(' }] },
        { id: 5, prediction: 'No.', checks: [{ type: 'unheard_of' }] },
      ],
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/input:4: checks\.0\.pattern: .*\n.*input:5: checks\.0\.type: /);
    expect(lines).toMatchObject([
      { id: 1, passed: true, results: [{ type: 'must_contain', passed: true, failure: null }] },
      { id: 2, passed: false, results: [{ required: true, failure: expect.any(String) as string }] },
      { id: 3, passed: true, results: [] },
    ]);
  });
});

describe('lrg metric bertscore', () => {
  const { pairs, baseline } = tinyBertVectors;
  const input = pairs.map(({ id, reference, candidate }) => ({ id, reference, prediction: candidate }));
  const options = ['bertscore', '--model', tinyBertFolder, '--layer', '2'];

  it.each([
    ['plain', [], 'no idf)', tolerance.scores],
    ['idf', ['--idf'], 'idf)', tolerance.scores],
    ['rescaled', ['--baseline', baseline['2']?.join(',') ?? ''], 'no idf, rescaled)', tolerance.rescaled],
  ] as const)('%s scores are those of bert_score', async (variant, more, name, tolerated) => {
    const { code, lines, stderr } = await lrg([...options, ...more], input);
    expect(stderr).toBe(`token_greedy_f1(tiny-bert-a, layer 2, fp32, ${name}\n`);
    expect(code).toBe(0);
    expect(lines.map((line) => line.id)).toEqual(pairs.map((pair) => pair.id));
    lines.forEach((line, at) => {
      const { precision, recall, f1 } = line as { precision: number; recall: number; f1: number };
      expect(scoreDistance({ precision, recall, f1 }, pairs[at]?.[variant]['2'])).toBeLessThanOrEqual(
        tolerated,
      );
    });
    expect(lines.filter((line) => line.truncated).length).toBeGreaterThan(0);
  });

  it('takes several references', async () => {
    const given = tinyBertVectors.multi_reference;
    const { lines } = await lrg(
      options,
      given.map(({ id, references, candidate }) => ({ id, references, prediction: candidate })),
    );
    lines.forEach((line, at) => {
      const { precision, recall, f1 } = line as { precision: number; recall: number; f1: number };
      expect(scoreDistance({ precision, recall, f1 }, given[at]?.plain['2'])).toBeLessThanOrEqual(1e-5);
    });
    expect(lines).toHaveLength(3);
  });

  it('says why there is no model, and exits with 2', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'lrg-metric-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    const nowhere = { HF_ENDPOINT: 'http://127.0.0.1:9', LRG_DATA_DIR: dataDir };
    const { code, lines, stderr } = await lrg(['bertscore', '-m', 'tiny'], input, nowhere);
    expect([code, lines]).toEqual([2, []]);
    expect(stderr).toMatch(/^BERTScore can't be computed: .+\n$/);
  });

  it.each([
    [['--layer', '-1'], 'expected a whole number'],
    [['--baseline', '1,2'], 'expected three numbers below 1'],
    [['--dtype', 'fp64'], 'fp32'],
  ])('refuses %j', async (more, said) => {
    const { code, stderr } = await lrg(['bertscore', ...more], '');
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});
