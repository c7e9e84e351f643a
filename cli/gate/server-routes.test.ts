import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { verdictPageSchema } from '#lib/contracts/verdicts.ts';
import { verdictSchema } from '#lib/domain/gate/verdict.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { runRoutes } from '#lib/testing/run-routes.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import { CREDENTIALS, serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import { emptyTables, openTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';

const main = join(import.meta.dirname, '../main.ts');
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const newId = createIdSource();

let db: TestDatabase;
let routes: TestRoutes;
let folder: string;
beforeAll(async () => {
  db = await openTestDatabase('embedded');
  routes = await runRoutes(testApiContext(db, () => NOON_MS));
});
beforeEach(async () => {
  await emptyTables(db, ...RUN_TABLES, 'verdicts', 'idempotency_keys', 'audit_entries');
  folder = mkdtempSync(join(tmpdir(), 'lrg-server-routes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => db.close());

async function lrg(url: string, ...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'test' },
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...{ LRG_SERVER_URL: url, LRG_API_KEY: 'lrg_ci' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((done) => child.on('exit', done));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, stdout, stderr };
}

it('the server judges, keeps one verdict for the same scores, and its document verifies', async () => {
  const url = await serveRoutes(routes);
  const write = (file: string, shift: number) => {
    const scores = syntheticScores({ runId: newId(NOON_MS), examples: 60, shift });
    writeFileSync(join(folder, file), JSON.stringify(scores));
    return scores.run_id;
  };
  const production = write('production.json', 0);
  await lrg(url, 'runs', 'upload', 'production.json');
  await lrg(url, 'runs', 'promote', production);
  const current = write('current.json', -0.2);

  const gate = ['gate', '--current', 'current.json', '--output', 'verdict.json', '--markdown', 'card.md'];
  const origin = [
    '--repository',
    'acme/assistant',
    '--commit',
    COMMIT,
    '--branch',
    'fix',
    '--pull-request',
    '12',
  ];
  const first = await lrg(url, ...gate, ...origin);
  expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 1, stderr: '' });
  expect(first.stdout).toContain('FAIL (rule threshold)');
  const verdict = verdictSchema.parse(JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')));
  expect(verdict.evidence.baseline?.run_id).toBe(production);
  expect(verdict.evidence.current.run_id).toBe(current);
  expect(readFileSync(join(folder, 'card.md'), 'utf8')).toContain('❌ Quality gate: fail.');
  expect((await lrg(url, 'gate', '--verify', 'verdict.json')).code).toBe(0);

  expect((await lrg(url, ...gate, ...origin)).stdout).toBe(first.stdout);
  const listed = await fetch(`${url}/api/verdicts`, { headers: CREDENTIALS.ci });
  expect(verdictPageSchema.parse(await listed.json()).items).toMatchObject([
    { run_id: current, repository: 'acme/assistant', commit: COMMIT, branch: 'fix', pull_request: 12 },
  ]);
}, 60_000);

it('what the server refuses ends with 2 and every problem', async () => {
  const url = await serveRoutes(routes);
  const scores = syntheticScores({ runId: newId(NOON_MS) });
  writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...scores, overall: 0.99, repeats: -1 }));
  const { code, stdout, stderr } = await lrg(url, 'gate', '--current', 'bad.json');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/the server refused: the scores have \d+ errors?\n {2}/);
  expect(stderr).toContain('repeats');
  writeFileSync(join(folder, 'half.json'), JSON.stringify(scores).slice(0, 900));
  const half = await lrg(url, 'gate', '--current', 'half.json');
  expect(half.code).toBe(2);
  expect(half.stderr).toContain('the server refused: ');
});
