import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { scoresSchema } from '#lib/contracts/scores.ts';
import { eventually } from '#lib/testing/eventually.ts';
import { byModel, judges } from '#lib/testing/fake-judge.ts';
import { startFakeUpstream, type FakeUpstream, type Scenario } from '#lib/testing/fake-upstream.ts';
import { tinyBertFolder } from '#lib/testing/tiny-bert.ts';
import { answers, held } from '#lib/testing/upstream-scenarios.ts';

const MAIN = resolve(import.meta.dirname, '../main.ts');
const LONG_MS = 30_000;
const ANSWER = 'The wall was built of stone.';
const models = byModel({
  prod: answers({ text: ANSWER }),
  judge: judges((answer) => (answer === ANSWER ? 4 : 0)),
});

let folder: string;
let upstream: FakeUpstream;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-cli-score-'));
  upstream = await startFakeUpstream();
  upstream.play(models);
  onTestFinished(async () => {
    await upstream.close();
    rmSync(folder, { recursive: true });
  });
  mkdirSync(join(folder, 'config'));
  golden(12);
  scorer();
});

function golden(examples: number, ending = ''): void {
  const lines = Array.from({ length: examples }, (_, i) =>
    JSON.stringify({
      id: `e${i}`,
      prompt: `What was wall number ${i} built of?`,
      reference_response: `Wall number ${i} was built of stone.${ending}`,
      category: i % 2 === 0 ? 'even' : 'odd',
      source: 'test',
      checks: [{ type: 'must_contain', required: true, values: ['stone'] }],
    }),
  );
  writeFileSync(join(folder, 'golden.jsonl'), `${lines.join('\n')}\n`);
}

function scorer(...lines: string[]): void {
  const always = ['judge_model: judge', 'dataset: golden.jsonl', 'concurrency: 2', 'retries: 0'];
  const embedder = lines.some((line) => line.startsWith('embedder')) ? [] : ['embedder: { kind: none }'];
  writeFileSync(join(folder, 'config/scorer_config.yaml'), [...always, ...embedder, ...lines].join('\n'));
}

/** `lrg score …` as a process of its own. */
function lrgScore(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, 'score', ...args], {
    cwd: folder,
    env: {
      ...process.env,
      OPENAI_BASE_URL: upstream.baseUrl,
      OPENAI_API_KEY: 'sk-test',
      LRG_DATA_DIR: 'data',
      LRG_SERVER_URL: 'http://127.0.0.1:1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (output.stderr += String(chunk)));
  const closed = once(child, 'close') as Promise<[number | null]>;
  const ended = closed.then(([exitCode]) => ({ exitCode, ...output }));
  return { child, output, ended };
}

const start = (...args: string[]) => lrgScore('--model', 'prod', ...args);
const resume = () => lrgScore('--resume').ended;

const scores = () =>
  scoresSchema.parse(JSON.parse(readFileSync(join(folder, 'scores_output/scores.json'), 'utf8')));

/** Plays the models until so many calls have come; all later ones hang. */
function hangsAfter(calls: number): Scenario {
  return (turn) => (upstream.calls.length > calls ? undefined : models(turn));
}

describe('lrg score', () => {
  it(
    'writes a scores file that fits its schema, with every metric',
    async () => {
      scorer(`embedder: { kind: bertscore, model: '${tinyBertFolder}', layer: 2 }`);
      const { exitCode, stdout } = await start('--repeats', '2', '--tag', 'branch=main').ended;
      expect(exitCode).toBe(0);
      const { examples, ...head } = scores();
      expect(head).toMatchObject({
        ...{ quality: 'complete', reasons: [], repeats: 2, tags: { branch: 'main' }, is_simulated: false },
        signature: { embedder: { metric: 'token_greedy_f1', layer: 2, dtype: 'fp32' } },
        checks: { checks: 24, passed: 24, required: 24, required_failed: 0 },
      });
      expect(head.metrics).toHaveProperty('token_greedy_f1');
      expect(head.metrics).not.toHaveProperty('bertscore');
      expect(examples.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, i) => `e${i}`));
      expect(stdout).toContain('token_greedy_f1');
      expect(stdout).toContain(`Overall ${head.overall?.toFixed(4) ?? ''}  (complete)`);
    },
    LONG_MS,
  );

  it(
    'killed half-way goes on, and asks again only for what was under way',
    async () => {
      upstream.play(hangsAfter(20));
      const { child, ended } = start('--no-cache');
      await eventually(() => expect(upstream.calls).toHaveLength(22), LONG_MS);
      child.kill('SIGKILL');
      await ended;
      expect(existsSync(join(folder, 'scores_output'))).toBe(false);
      upstream.play(models);
      expect(await resume()).toMatchObject({ exitCode: 0 });
      expect(scores().examples).toHaveLength(12);
      // 12 answers, 12 judgements, 10 canaries, and the two calls that were cut off; two more may have been answered and not
      // yet kept.
      const least = 12 + 12 + 10 + 2;
      expect(upstream.calls.length).toBeGreaterThanOrEqual(least);
      expect(upstream.calls.length).toBeLessThanOrEqual(least + 2);
    },
    LONG_MS,
  );

  it(
    'stopped by Ctrl-C lets the calls under way end, and goes on later without repeating any',
    async () => {
      const gate = Promise.withResolvers<undefined>();
      upstream.play((turn) => (upstream.calls.length > 15 ? held(gate.promise, models)(turn) : models(turn)));
      const { child, output, ended } = start('--no-cache');
      await eventually(() => expect(upstream.calls).toHaveLength(17), LONG_MS);
      child.kill('SIGINT');
      await eventually(() => expect(output.stderr).toContain('Stopping after the calls under way'), LONG_MS);
      gate.resolve(undefined);
      const { exitCode, stderr } = await ended;
      expect(exitCode).toBe(130);
      expect(stderr).toMatch(/Go on with: lrg score --resume [0-9a-f-]{36}/);
      expect(await resume()).toMatchObject({ exitCode: 0 });
      expect(upstream.calls).toHaveLength(12 + 12 + 10);
      expect(await resume()).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: 'there is no stopped run to resume\n',
      });
    },
    LONG_MS,
  );

  it(
    'does not go on with a golden set that has changed',
    async () => {
      scorer('max_total_tokens: 200');
      const { exitCode, stderr } = await start().ended;
      expect({ exitCode, stderr }).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('the budget of 200 tokens is used up') as string,
      });
      golden(12, ' It stands.');
      const { exitCode: code, stderr: why } = await resume();
      expect(code).toBe(2);
      expect(why).toContain('its golden set, prompt, rubric or configuration has changed since');
      expect(why).not.toContain('    at ');
    },
    LONG_MS,
  );

  it(
    'says what is wrong with its input, and asks nobody',
    async () => {
      writeFileSync(join(folder, 'golden.jsonl'), '{"id":"a"}\nnonsense\n');
      const { exitCode, stderr } = await start().ended;
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/golden\.jsonl:1: prompt: .*\n(.*\n)*.*golden\.jsonl:2: /);
      expect(upstream.calls).toHaveLength(0);
    },
    LONG_MS,
  );

  it('looks for a prompt by its file first, and says so when no server can be asked for a stored one', async () => {
    const { exitCode, stderr } = await start('--prompt', 'terse').ended;
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/prompts\/terse\.yaml: there is no such file; and of stored prompts: no server/);
    expect((await start('--prompt', 'terse@prod').ended).stderr).toMatch(/^no server answers/m);
    expect(upstream.calls).toHaveLength(0);
  });
});
