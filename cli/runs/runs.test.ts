import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createIdSource } from '#lib/adapters/crypto/digest.ts';
import { runDetailSchema, runPageSchema } from '#lib/contracts/runs.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { RUN_TABLES } from '#lib/testing/run-tables.ts';
import { runRoutes } from '#lib/testing/run-routes.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import { serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import { emptyTables, openTestDatabase, type TestDatabase } from '#lib/testing/test-database.ts';

const main = join(import.meta.dirname, '../main.ts');
const newId = createIdSource();

/** `lrg runs …` as a process of its own. */
async function lrg(url: string, args: readonly string[], key = 'lrg_ci') {
  const env = { ...process.env, LRG_SERVER_URL: url, LRG_API_KEY: key };
  const child = spawn(process.execPath, [main, 'runs', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, stdout, stderr };
}

/** A scores file on disk, until the test ends. */
function fileWith(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'lrg-runs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'scores.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('lrg runs', () => {
  let db: TestDatabase;
  let routes: TestRoutes;

  beforeAll(async () => {
    db = await openTestDatabase('embedded');
    routes = await runRoutes(testApiContext(db, () => NOON_MS));
  });
  beforeEach(() => emptyTables(db, ...RUN_TABLES, 'audit_entries'));
  afterAll(() => db.close());

  it('uploads, lists, shows, tags and promotes', async () => {
    const url = await serveRoutes(routes);
    const scores = syntheticScores({ runId: newId(NOON_MS), examples: 3_000 });
    const file = fileWith(scores);
    const id = scores.run_id;
    expect(await lrg(url, ['upload', file])).toEqual({
      code: 0,
      stderr: '',
      stdout: `Stored as run ${id}.\n`,
    });
    expect(await lrg(url, ['upload', file, '--json'])).toMatchObject({
      code: 0,
      stdout: `${JSON.stringify({ run_id: id, action: 'duplicate' }, null, 2)}\n`,
    });
    const tagged = await lrg(url, ['tag', id, 'note=a=b', 'empty=', '--json']);
    expect(runDetailSchema.parse(JSON.parse(tagged.stdout)).tags).toEqual({ note: 'a=b', empty: '' });
    expect((await lrg(url, ['tag', id, '--remove', 'empty', 'none'])).stdout).toContain('note=a=b');
    expect(await lrg(url, ['promote', id])).toEqual({
      code: 0,
      stderr: '',
      stdout: `Run ${id} is the baseline now (env=production).\n`,
    });
    expect((await lrg(url, ['promote', id])).stdout).toBe(
      `Run ${id} is the baseline already; nothing was changed.\n`,
    );

    const filter = "metrics.overall > 0.1 and tags.env = 'production'";
    const listed = await lrg(url, ['list', '--filter', filter, '--limit', '5', '--json']);
    expect(runPageSchema.parse(JSON.parse(listed.stdout)).items).toMatchObject([{ id, is_baseline: true }]);
    const lines = (await lrg(url, ['list'])).stdout.split('\n');
    expect(lines[0]).toMatch(/^ID +CREATED +MODEL +PROMPT +STATE +OVERALL +EXAMPLES +COST +TAGS$/);
    expect(lines[1]).toContain(`${id}  2026-01-15 12:00  gpt-4.1-mini  support@1  finished, baseline`);
    expect((await lrg(url, ['list', '--filter', "model = 'none'"])).stdout).toBe('There are no such runs.\n');

    const shown = (await lrg(url, ['show', id])).stdout;
    expect(shown).toMatch(/^baseline +yes$/m);
    expect(shown).toMatch(/^facts +1500 +0\.\d{3} /m);
    expect(shown).toMatch(/^all examples +3000 /m);
  }, 60_000);

  it('ends with 1 where the answer is no, and says why', async () => {
    const url = await serveRoutes(routes);
    const scores = syntheticScores({ runId: newId(NOON_MS) });
    const tampered = await lrg(url, ['upload', fileWith({ ...scores, overall: 0.99 })]);
    expect(tampered.code).toBe(1);
    expect(tampered.stderr).toMatch(/^the server refused: the scores have 1 error\n {2}overall: is 0\.99/);
    expect((await lrg(url, ['upload', fileWith('{"half')])).code).toBe(1);
    await lrg(url, ['upload', fileWith({ ...scores, quality: 'void' })]);
    const promoted = await lrg(url, ['promote', scores.run_id]);
    expect([promoted.code, promoted.stdout]).toEqual([1, '']);
    expect(promoted.stderr).toMatch(/the run is void/);
  });

  it.each([
    ['a run that is not there', ['show', newId(NOON_MS)], 'lrg_ci', /^there is no such run\n$/],
    [
      'a filter that is wrong',
      ['list', '--filter', 'colour = 1'],
      'lrg_ci',
      /filter: character 1: "colour" is no/,
    ],
    ['a key that is not known', ['list'], 'lrg_wrong', /^the server does not know this key: set LRG_API_KEY/],
    ['no key', ['list'], '', /^the server asks for a key: set LRG_API_KEY/],
    [
      'a key for other things',
      ['promote', newId(NOON_MS)],
      'lrg_reader',
      /may not do this: .* lacks the scope ci:write/,
    ],
    [
      'the tag of promotion',
      ['tag', newId(NOON_MS), 'env=x'],
      'lrg_ci',
      /tags\.env: is set by promotion alone/,
    ],
    ['a tag without a name', ['tag', newId(NOON_MS), '=x'], 'lrg_ci', /"=x": expected name=value/],
    ['no tags', ['tag', newId(NOON_MS)], 'lrg_ci', /expected name=value, or --remove/],
    [
      'a file that is not there',
      ['upload', '/nowhere/scores.json'],
      'lrg_ci',
      /^\/nowhere\/scores\.json: there is no such file$/m,
    ],
    ['a folder', ['upload', tmpdir()], 'lrg_ci', /: expected a file$/m],
    ['an order that is none', ['list', '--sort', 'colour'], 'lrg_ci', /Allowed choices are created_at/],
    ['a limit that is none', ['list', '--limit', '0'], 'lrg_ci', /expected 1 to 500/],
  ])('ends with 2 for %s', async (_, args, key, message) => {
    const url = await serveRoutes(routes);
    const { code, stdout, stderr } = await lrg(url, args, key);
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('ends with 2 when nobody, or somebody else, answers', async () => {
    const other = createServer((_, response) => response.end('<html>')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const strange = await lrg(url, ['list']);
    expect([strange.code, strange.stdout]).toEqual([2, '']);
    expect(strange.stderr).toContain('answered something else than this version of lrg expects');
    other.close();
    other.closeAllConnections();
    await once(other, 'close');
    const away = await lrg(url, ['list']);
    expect(away.code).toBe(2);
    expect(away.stderr).toMatch(/^no server answers on http:.*ECONNREFUSED.*set LRG_SERVER_URL/);
  });

  it('shows texts of others without what they would do to a terminal', async () => {
    const url = await serveRoutes(routes);
    const scores = syntheticScores({ runId: newId(NOON_MS), model: 'a\u001b[2Jb', tags: { x: '\u202ey' } });
    await lrg(url, ['upload', fileWith(scores)]);
    const { stdout } = await lrg(url, ['list']);
    expect(stdout).toContain('a\ufffd[2Jb');
    expect(stdout).toContain('x=\ufffdy');
  });
});
