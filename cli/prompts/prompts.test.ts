import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { promptListSchema, pushedPromptSchema } from '#lib/contracts/prompts.ts';
import { NOON_MS } from '#lib/testing/chat-log-rows.ts';
import { promptRoutes } from '#lib/testing/prompt-routes.ts';
import { serveRoutes, testApiContext, type TestRoutes } from '#lib/testing/test-api.ts';
import {
  emptyTables,
  openTestDatabase,
  testDatabaseKinds,
  type TestDatabase,
} from '#lib/testing/test-database.ts';

const main = join(import.meta.dirname, '../main.ts');

/** `lrg prompts …` as a process of its own. */
async function lrg(url: string, args: readonly string[], key = 'lrg_ci') {
  const env = { ...process.env, LRG_SERVER_URL: url, LRG_API_KEY: key };
  const child = spawn(process.execPath, [main, 'prompts', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, stdout, stderr };
}

/** A prompt file, until the test ends. */
function fileWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lrg-prompts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'support.yaml');
  writeFileSync(file, content);
  return file;
}

describe.each(testDatabaseKinds())('lrg prompts on %s', (kind) => {
  let db: TestDatabase;
  let routes: TestRoutes;
  let nowMs = NOON_MS;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    routes = await promptRoutes(testApiContext(db, () => (nowMs += 1_000)));
  });
  beforeEach(() => emptyTables(db, 'prompt_versions', 'prompt_aliases', 'audit_entries'));
  afterAll(() => db.close());

  it('pushes, lists, shows, compares and moves', async () => {
    const url = await serveRoutes(routes);
    const file = fileWith('system: Be brief.\n');
    const pushed = await lrg(url, ['push', file, '--json', '-m', 'the first']);
    const first = pushedPromptSchema.parse(JSON.parse(pushed.stdout)).version;
    expect((await lrg(url, ['push', file])).stdout).toBe(`${first} (prod) is stored already.\n`);
    const changed = fileWith('system: |\n  Be brief.\n  \u001b[2JBe kind.\n'.replace('\u001b', '\u202e'));
    const diff = (await lrg(url, ['diff', 'support', changed])).stdout.split('\n');
    expect(diff[0]).toBe(`--- ${first}`);
    expect(diff).toContain('+\ufffd[2JBe kind.');
    const second =
      /^Stored as (support@[0-9a-f]{8})\.$/m.exec((await lrg(url, ['push', changed])).stdout)?.[1] ?? '';
    const moved = await lrg(url, [
      'alias',
      'support',
      'prod',
      second,
      '--expect',
      first,
      '--reason',
      'kinder',
    ]);
    expect([moved.code, moved.stdout]).toEqual([0, `prod names ${second} now; before: ${first}.\n`]);
    const shown = (await lrg(url, ['show', 'support'])).stdout;
    expect(shown).toMatch(/lrg_ci +prod: [0-9a-f]{8} to +[0-9a-f]{8} +kinder$/m);
    expect((await lrg(url, ['show', 'support@prod'])).stdout).toContain('aliases: prod');
    const list = await lrg(url, ['list', '--json']);
    expect(promptListSchema.parse(JSON.parse(list.stdout)).items).toMatchObject([
      { name: 'support', versions: 2 },
    ]);
    expect((await lrg(url, ['list'])).stdout).toMatch(/^NAME +PROD +OTHER ALIASES +VERSIONS/);

    const late = await lrg(url, ['alias', 'support', 'prod', second, '--expect', first]);
    expect([late.code, late.stdout]).toEqual([1, '']);
    expect(late.stderr).toContain(`it names ${second} now`);
    const absent = await lrg(url, ['alias', 'support', 'prod', '01234567']);
    expect([absent.code, absent.stderr]).toEqual([
      1,
      'the server refused: the alias can not be moved\n  version: there is no version support@01234567\n',
    ]);
  }, 120_000);

  // What is refused here is refused before, or without, an answer of the database.
  it.runIf(kind === 'embedded')(
    'ends with 2 for what can not be asked',
    async () => {
      const url = await serveRoutes(routes);
      const broken = await lrg(url, ['push', fileWith('system: a\nuser: "{{prompt"\n')]);
      expect([broken.code, broken.stdout]).toEqual([2, '']);
      expect(broken.stderr).toMatch(/support\.yaml:2: user: line 1, column 1: "\{\{" has no "\}\}"/);
      const unknown = await lrg(url, ['show', 'none']);
      expect([unknown.code, unknown.stderr]).toEqual([2, 'there is no such prompt\n']);
      const nothing = await lrg(url, ['diff', 'none', 'none@prod']);
      expect([nothing.code, nothing.stderr]).toEqual([
        2,
        'there is no prompt none, neither a file nor on the server\n',
      ]);
      const reader = await lrg(url, ['alias', 'none', 'prod', '01234567'], 'lrg_reader');
      expect(reader.code).toBe(2);
      expect(reader.stderr).toMatch(/may not do this: .* lacks the scope ci:write/);
    },
    60_000,
  );
});
