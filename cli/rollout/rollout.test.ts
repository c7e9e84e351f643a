import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { rolloutDetailSchema } from '#lib/contracts/rollouts.ts';
import { commandRollout } from '#lib/services/rollout/command-rollout.ts';
import { eventually } from '#lib/testing/eventually.ts';
import { EDA, forgetRollouts, MINUTE_MS, rolloutDesk, type RolloutDesk } from '#lib/testing/rollout-desk.ts';
import { rolloutRoutes } from '#lib/testing/rollout-routes.ts';
import { serveRoutes, type TestRoutes } from '#lib/testing/test-api.ts';
import { openTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';

const main = join(import.meta.dirname, '../main.ts');
const NO_CI = { CI: '', GITHUB_ACTIONS: '', GITLAB_CI: '' };
/** A process that starts on a machine with much to do. */
const PATIENCE_MS = 60_000;

/** `lrg rollout …` as a process of its own. */
async function lrg(url: string, args: readonly string[], variables: Record<string, string> = {}) {
  const env = { ...process.env, ...NO_CI, LRG_SERVER_URL: url, LRG_API_KEY: 'lrg_ci', ...variables };
  const child = spawn(process.execPath, [main, 'rollout', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, stdout, stderr };
}

function planFile(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lrg-plan-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'plan.yaml'), content);
  return join(folder, 'plan.yaml');
}

describe('lrg rollout', () => {
  let db: TestDatabase;
  let desk: RolloutDesk;
  let routes: TestRoutes;
  beforeAll(async () => {
    db = await openTestDatabase('embedded');
  });
  beforeEach(async () => {
    await forgetRollouts(db);
    desk = rolloutDesk(db);
    ({ routes } = await rolloutRoutes(db, desk));
  });
  afterAll(() => db.close());

  const runningId = () =>
    eventually(async () => {
      const { rows } = await db.pool.query<{ id: string }>(
        `SELECT id FROM rollouts WHERE status = 'running'`,
      );
      if (!rows[0]) throw new Error('none is running');
      return rows[0].id;
    }, PATIENCE_MS);
  const command = (id: string, kind: 'abort' | 'promote') =>
    commandRollout(desk.rollouts, EDA, id, kind, { reason: 'by \u001b[31mhand' });

  it.each([
    ['promoted', 0, 'PROMOTED. ', (id: string) => command(id, 'promote')],
    [
      ...(['rolled back', 1, 'ROLLED BACK. '] as const),
      async (id: string) => {
        desk.pass(MINUTE_MS);
        await desk.serve(id, 'canary', { failed: 20 });
        await desk.check();
      },
    ],
    ['aborted', 3, 'ABORTED. ', (id: string) => command(id, 'abort')],
  ])(
    'start --wait ends when the candidate is %s, with %i',
    async (_, code, words, end) => {
      const url = await serveRoutes(routes);
      const plan = planFile('initial_percentage: 50\nhealth: { min_scores: 0 }\n');
      const flags = ['--alpha', '0.04', '--sample-ratio-alpha', 'off'];
      const waiting = lrg(url, ['start', '--model', 'candidate', '--plan', plan, ...flags, '--wait']);
      const id = await runningId();
      expect((await desk.show(id)).plan).toMatchObject({
        ...{ initial_percentage: 50, sample_ratio: null },
        health: { min_scores: 0, alpha: 0.04 },
      });
      await end(id);
      const ended = await waiting;
      expect(ended.code).toBe(code);
      expect(ended.stdout).toContain(words);
      expect(ended.stdout).toMatch(/^candidate +candidate$/m);
      expect(ended.stdout + ended.stderr).not.toContain('\u001b');
      if (code === 1) expect(ended.stdout).toMatch(/^rollback +10\.0 s after the first bad request$/m);
    },
    PATIENCE_MS,
  );

  it(
    'ends with 3 when it takes too long, and tells what it saw',
    async () => {
      const url = await serveRoutes(routes);
      const started = await lrg(url, ['start', '--model', 'candidate', '--wait', '--timeout', '0.001']);
      expect(started.code).toBe(3);
      expect(started.stderr).toContain('RUNNING, 5% of traffic (step 1 of 10)');
      expect(started.stderr).toContain('The rollout has not ended in time.');
      expect((await lrg(url, ['status'])).code).toBe(3);
    },
    PATIENCE_MS,
  );

  it(
    'commands the latest rollout, and prints JSON',
    async () => {
      const url = await serveRoutes(routes);
      const job = {
        ...{ GITHUB_ACTIONS: 'true', GITHUB_SHA: 'abcdef0123', GITHUB_REPOSITORY: 'acme/assistant' },
        ...{ GITHUB_REF_NAME: 'main', GITHUB_SERVER_URL: 'https://github.com', GITHUB_RUN_ID: '7' },
      };
      const args = ['start', '--model', 'candidate', '--reason', 'merged', '--key', 'abcdef0123', '--json'];
      const first = await lrg(url, args, job);
      expect(first).toMatchObject({ code: 0, stderr: '' });
      const rollout = rolloutDetailSchema.parse(JSON.parse(first.stdout));
      expect(rollout).toMatchObject({
        reason: 'merged',
        origin: { commit: 'abcdef0123', url: 'https://github.com/acme/assistant/actions/runs/7' },
      });
      expect(JSON.parse((await lrg(url, args, job)).stdout)).toMatchObject({ id: rollout.id });
      const again = await lrg(url, ['start', '--model', 'candidate']);
      expect(again).toMatchObject({ code: 2, stdout: '' });
      expect(again.stderr).toContain('the server refused: a rollout of candidate is running since');
      for (const [word, status] of [
        ['pause', 'PAUSED'],
        ['resume', 'RUNNING'],
        ['promote', 'PROMOTED'],
      ] as const) {
        const done = await lrg(url, [word, '--reason', `please ${word}`]);
        expect(done).toMatchObject({ code: 0, stderr: '' });
        expect(done.stdout).toContain(`${status}. please ${word}`);
      }
      const refused = await lrg(url, ['abort', rollout.id, '--reason', 'too late']);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain('the rollout has ended (promoted)');
      expect((await lrg(url, ['status', rollout.id, '--json'])).code).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'lifts a freeze in the name of a person',
    async () => {
      const url = await serveRoutes(routes);
      await db.pool.query(`UPDATE router_state SET frozen_at = now(), frozen_reason = 'Errors.'`);
      const frozen = await lrg(url, ['start', '--model', 'candidate']);
      expect(frozen).toMatchObject({ code: 2 });
      expect(frozen.stderr).toContain('rollouts are frozen since');
      expect((await lrg(url, ['lift-freeze', '--reason', 'repaired'])).code).toBe(2);
      expect(await lrg(url, ['lift-freeze', '--reason', 'repaired', '--name', 'Ada'])).toMatchObject({
        code: 0,
        stdout: 'Rollouts may start again.\n',
      });
    },
    PATIENCE_MS,
  );

  it.each([
    [['start'], 'expected --model, --prompt or both'],
    [['start', '--prompt', 'support'], 'expected name@hash'],
    [['start', '--model', 'candidate', '--plan', '/nowhere.yaml'], 'there is no such file'],
    [['start', '--model', 'prod'], 'candidate.model: prod serves production already'],
    [['start', '--model', 'candidate', '--timeout', 'soon'], 'expected minutes'],
    [['start', '--model', 'candidate', '--broken-limit', '7'], '--broken-limit 7: expected a number'],
    [['pause'], "required option '--reason <text>'"],
    [['pause', '--reason', 'none'], 'There is no rollout yet.'],
    [['status', '01890a5d-ac96-774b-bcce-b302099a8057'], 'there is no such rollout'],
  ])(
    'ends with 2 and says why: %j',
    async (args, message) => {
      const result = await lrg(await serveRoutes(routes), args);
      expect(result).toMatchObject({ code: 2, stdout: '' });
      expect(result.stderr).toContain(message);
    },
    PATIENCE_MS,
  );

  it(
    'does nothing with a key that may only read',
    async () => {
      const url = await serveRoutes(routes);
      const id = await desk.start();
      const refused = await lrg(url, ['abort', '--reason', 'may I?'], { LRG_API_KEY: 'lrg_reader' });
      expect(refused).toMatchObject({ code: 2 });
      expect(refused.stderr).toContain('lacks the scope ci:write');
      expect((await desk.show(id)).status).toBe('running');
    },
    PATIENCE_MS,
  );
});
