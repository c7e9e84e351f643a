import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdSource, sha256Hex } from '#lib/adapters/crypto/digest.ts';
import { runComparisonSchema, type RunComparison } from '#lib/contracts/comparisons.ts';
import type { Scores } from '#lib/contracts/scores.ts';
import { gateOptionsSchema } from '#lib/domain/gate/settings.ts';
import { storeRun } from '#lib/services/runs/store-run.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { settingsWith } from '#lib/testing/gate-runs.ts';
import { runRoutes } from '#lib/testing/run-routes.ts';
import { syntheticScores, type SyntheticOptions } from '#lib/testing/synthetic-scores.ts';
import { serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import { openTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';

const main = join(import.meta.dirname, '../main.ts');
const newId = createIdSource();
const folder = mkdtempSync(join(tmpdir(), 'lrg-compare-'));

/** `lrg compare …` as a process of its own. */
async function lrg(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, 'compare', ...args], {
    env: { ...process.env, LRG_SERVER_URL: 'http://127.0.0.1:9', LRG_API_KEY: 'lrg_reader', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, stdout, stderr };
}

const scoresOf = (options: Partial<SyntheticOptions>): Scores =>
  syntheticScores({ runId: newId(NOON_MS), examples: 20, ...options });
const atPrice =
  (cost_usd: number): NonNullable<SyntheticOptions['change']> =>
  (example) => ({ ...example, answers: example.answers.map((answer) => ({ ...answer, cost_usd })) });
const all = [
  scoresOf({ model: 'large', change: atPrice(0.004) }),
  scoresOf({ model: 'medium', shift: -0.01, change: atPrice(0.001) }),
  scoresOf({ model: 'small|`x`\u001b[31m', shift: -0.3, change: atPrice(0.002) }),
];
const files = all.map((scores, index) => {
  const file = join(folder, `${index}.json`);
  writeFileSync(file, JSON.stringify(scores));
  return file;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('lrg compare with files', () => {
  it('needs no server: quality with intervals, cost, time and the frontier', async () => {
    const { code, stdout, stderr } = await lrg(files);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(`A  large, prompt support@1, run ${all[0]?.run_id} (reference)`);
    expect(lines[2]).toContain('small|`x`\ufffd[31m');
    const rows = lines.filter((line) => /^[ABC] {2,}\d/.test(line)).map((line) => line.split(/ {2,}/));
    expect(rows.map((row) => [row[0], row.at(-5), row.at(-1)])).toEqual([
      ['A', '4', '*'],
      ['B', '1', '*'],
      ['C', '2', expect.any(String)],
    ]);
    expect(rows[1]?.[3]).toMatch(/^[−+]0\.\d{4} … [−+]0\.\d{4}$/);
    expect(stdout).toMatch(/C against A: The drop of 0\.\d+ is more than noise/);
    expect(stdout).not.toContain('category');
  });

  it('shows categories', async () => {
    const { code, stdout } = await lrg([...files, '--categories']);
    expect(code).toBe(0);
    expect(stdout.match(/^(facts|tone) +[ABC] /gm)).toHaveLength(6);
  });

  it('writes Markdown in which no name is markup', async () => {
    const { code, stdout } = await lrg([...files, '--markdown', '--categories']);
    expect(code).toBe(0);
    expect(stdout).toContain('| run | overall | delta | 90% interval | USD/1000 |');
    expect(stdout).toContain('| `facts` | A |');
    expect(stdout).not.toMatch(/small\||`x`|\u001b/);
  });

  it.each([
    ['one run', () => files.slice(0, 1), 'expected 2 to 10 runs'],
    ['a file that is not there', () => [...files, join(folder, 'none.json')], 'none.json'],
    ['ids and files', () => [files[0] ?? '', newId(NOON_MS)], 'not both in one comparison'],
    [
      'two forms of output',
      () => [...files, '--json', '--markdown'],
      'expected one of --json and --markdown',
    ],
    ['another option', () => [...files, '--nonsense'], "unknown option '--nonsense'"],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await lrg(args());
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('lrg compare with ids', () => {
  let db: TestDatabase;
  let routes: TestRoutes;

  beforeAll(async () => {
    db = await openTestDatabase('embedded');
    const config = { scorer: { gate: gateOptionsSchema.parse({}), thresholds: settingsWith().thresholds } };
    await runRoutes(
      Object.assign(
        testApiContext(db, () => NOON_MS),
        { config },
      ),
    );
    routes = { 'GET /api/compare': (await import('../../app/api/compare/route.ts')).GET };
    const clock = { nowMs: () => NOON_MS, elapsedMs: () => 0 };
    for (const scores of all)
      await storeRun({ pool: db.pool, clock, sha256Hex }, scores, { source: 'upload', createdBy: 'ci' });
  });
  afterAll(() => db.close());

  const ids = all.map((scores) => scores.run_id);

  it('says of stored runs what it says of their files', async () => {
    const url = await serveRoutes(routes);
    const stored = await lrg([...ids, '--json'], { LRG_SERVER_URL: url });
    expect([stored.code, stored.stderr]).toEqual([0, '']);
    const fromFiles = await lrg([...files, '--json']);
    const figures = ({ alpha, runs }: RunComparison) => ({
      alpha,
      runs: runs.map(({ run, cost_per_thousand_usd: cost, ...rest }) => ({
        ...{ ...rest, id: run.id, overall: run.overall, categories: run.category_scores },
        cost: cost?.toFixed(9),
      })),
    });
    const [server, local] = [stored, fromFiles].map(({ stdout }) =>
      figures(runComparisonSchema.parse(JSON.parse(stdout))),
    );
    expect(server).toEqual(local);
    expect(server?.runs.map((run) => run.is_on_cost_frontier)).toEqual([true, true, false]);
  });

  it('ends with 2 for a run that there is not, and without a server', async () => {
    const unknown = newId(NOON_MS);
    const url = await serveRoutes(routes);
    const missing = await lrg([ids[0] ?? '', unknown], { LRG_SERVER_URL: url });
    expect([missing.code, missing.stdout]).toEqual([2, '']);
    expect(missing.stderr).toContain(`there is no run ${unknown}`);
    expect((await lrg(ids)).code).toBe(2);
  });
});
