import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { marked, markerOf } from '#lib/domain/comment/marker.ts';
import { makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { gateSettingsSchema } from '#lib/domain/gate/settings.ts';
import { FAKE_TOKEN, startFakeGitHub, type FakeGitHub } from '#lib/testing/fake-github.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';

const MAIN = resolve(import.meta.dirname, '../main.ts');
const RUN_ID = '01a1fc11-0620-7595-8cc1-0ba4e615960a';
const COMMIT = 'fedcba9876543210fedcba9876543210fedcba98';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-comment-'));
  const baseline = syntheticScores({ runId: RUN_ID, examples: 20 });
  const current = syntheticScores({
    runId: RUN_ID,
    examples: 20,
    shift: -0.2,
    categories: ['<b>@all', 'tone'],
  });
  const thresholds = { overall: 0.3, per_category_min: 0.3, regression_alert_delta: 0.05 };
  const settings = gateSettingsSchema.parse({ thresholds, allow_incomparable: true });
  write('verdict.json', JSON.stringify(makeVerdict(current, baseline, settings)));
  write('scores.json', JSON.stringify(current));
  write('baseline.json', JSON.stringify(baseline));
  write('event.json', JSON.stringify({ pull_request: { number: 7, head: { sha: COMMIT } } }));
  write('summary.md', '');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const bodies = (github: FakeGitHub) => (github.comments.get(7) ?? []).map(({ body }) => body);

/** `lrg comment …` as a job of GitHub Actions. */
const lrg = (apiUrl: string, args: readonly string[], variables: Record<string, string> = {}) =>
  new Promise<{ exitCode: number; stdout: string; stderr: string }>((done) => {
    const env: NodeJS.ProcessEnv = {
      ...{ PATH: process.env.PATH, NODE_ENV: 'test' },
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: apiUrl,
      GITHUB_TOKEN: FAKE_TOKEN,
      GITHUB_REPOSITORY: 'acme/assistant',
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_RUN_ID: '99',
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      GITHUB_OUTPUT: join(folder, 'output'),
      ...variables,
    };
    const child = execFile(
      process.execPath,
      [MAIN, 'comment', ...args],
      { cwd: folder, env },
      (_, stdout, stderr) => {
        expect(stdout + stderr).not.toContain(FAKE_TOKEN);
        done({ exitCode: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });

describe('lrg comment', () => {
  it('posts one comment, updates it, and fills summary and outputs', async () => {
    const github = await startFakeGitHub();
    const first = await lrg(github.apiUrl, ['--verdict', 'verdict.json']);
    expect(first).toEqual({
      exitCode: 0,
      stderr: '',
      stdout:
        'Comment created on acme/assistant #7: https://github.example/acme/assistant/pull/7#issuecomment-1001\n',
    });
    const [body = ''] = bodies(github);
    expect(body).toMatch(/^\*\*❌ Quality gate: fail\.\*\*/);
    expect(body).toContain(
      'commit `fedcba987654` · [job](https://github.example/acme/assistant/actions/runs/99)',
    );
    expect(body.endsWith(`\n${markerOf(null)}\n`)).toBe(true);
    expect(body).not.toContain('<b>@all');
    expect(read('summary.md').trim()).toBe(body.replace(markerOf(null), '').trim());
    expect(read('output')).toMatch(
      /^verdict<<(\S+)\nfail\n\1\nrun_id<<.*\n01a1fc11.*\n.*\nurl<<.*\nhttps:.*1001\n.*\n$/,
    );

    const texts = ['--scores', 'scores.json', '--baseline', 'baseline.json'];
    const second = await lrg(github.apiUrl, ['--verdict', 'verdict.json', ...texts]);
    expect(second.stdout).toContain('Comment updated');
    expect(bodies(github)).toHaveLength(1);
    expect(bodies(github)[0]).toContain('<details><summary>');
  });

  it('takes a scorecard as it is, under a key of its own', async () => {
    const github = await startFakeGitHub();
    github.add(7, marked('another gate', null));
    write('card.md', marked('**✅ ours**', null));
    const page = 'https://guard.example/a (b)';
    const args = ['--markdown', 'card.md', '--key', 'support', '--url', page];
    expect((await lrg(github.apiUrl, args)).exitCode).toBe(0);
    expect(bodies(github)[1]).toContain('· [verdict](https://guard.example/a%20%28b%29) · [job](');
    expect(bodies(github)[1]).toMatch(/^\*\*✅ ours\*\*\n[^]*key=support -->\n$/);
    expect(bodies(github)[1]).not.toContain(markerOf(null));
  });

  it('calls nobody and writes nothing when dry', async () => {
    const dry = await lrg('http://127.0.0.1:1', ['--verdict', 'verdict.json', '--dry-run']);
    expect(dry).toMatchObject({
      exitCode: 0,
      stderr: 'Dry run: the comment would go to acme/assistant #7.\n',
    });
    expect(dry.stdout).toContain('❌ Quality gate: fail.');
    expect(read('summary.md')).toBe('');
  });

  it('needs no token when dry, and says that one will be needed', async () => {
    const args = ['--verdict', 'verdict.json', '--dry-run'];
    const dry = await lrg('http://127.0.0.1:1', args, { GITHUB_TOKEN: '', GH_TOKEN: '' });
    expect(dry).toMatchObject({
      exitCode: 0,
      stderr:
        'Dry run: the comment would go to acme/assistant #7, but there is no token: set GITHUB_TOKEN.\n',
    });
    expect(dry.stdout).toContain('❌ Quality gate: fail.');
  });

  it.each([
    ['a push without a pull request', { GITHUB_EVENT_PATH: '' }, /^No comment: there is no pull request/, 0],
    ['no token', { GITHUB_TOKEN: '' }, /there is no token: set GITHUB_TOKEN/, 2],
    [
      'no permission',
      {},
      /answered 403 \(scripted\).*\n.*pull requests from forks have a token that only reads/,
      2,
    ],
  ])('keeps to the job summary for %s', async (name, variables, message, strictCode) => {
    for (const [strict, code] of [
      [[], 0],
      [['--strict'], strictCode],
    ] as const) {
      const github = await startFakeGitHub();
      if (name === 'no permission') github.script({ method: 'POST', status: 403 });
      write('summary.md', '');
      const result = await lrg(github.apiUrl, ['--verdict', 'verdict.json', ...strict], variables);
      expect(result.stderr).toMatch(message);
      expect(result.exitCode).toBe(code);
      expect(read('summary.md')).toContain('❌ Quality gate: fail.');
      expect(bodies(github)).toEqual([]);
    }
  });

  it('comments nowhere with --summary-only', async () => {
    const github = await startFakeGitHub();
    const { exitCode } = await lrg(github.apiUrl, [
      '--verdict',
      'verdict.json',
      '--summary-only',
      '--strict',
    ]);
    expect([exitCode, github.calls]).toEqual([0, []]);
    expect(read('summary.md')).toContain('❌ Quality gate: fail.');
  });

  it('cuts what does not fit into the summary', async () => {
    const github = await startFakeGitHub();
    write('summary.md', 'x'.repeat(1024 * 1024 - 1_000));
    write('card.md', `first line\n${'é'.repeat(400)}\nlast ${'é'.repeat(400)}`);
    await lrg(github.apiUrl, ['--markdown', 'card.md']);
    const summary = readFileSync(join(folder, 'summary.md'));
    expect(summary.length).toBeLessThan(1024 * 1024);
    expect(summary.toString().slice(1024 * 1024 - 1_000)).toMatch(/^first line\né+\n\n_The rest was cut/);
    expect(bodies(github)[0]).toContain('last é');
  });

  it.each([
    ['no input', [], /expected --verdict, --markdown or both/],
    ['a file that is not there', ['--verdict', 'nowhere.json'], /nowhere\.json: there is no such file/],
    ['a file that is no verdict', ['--verdict', 'scores.json'], /scores\.json is not a usable verdict file/],
    ['an empty scorecard', ['--markdown', 'summary.md'], /summary\.md: the scorecard is empty/],
    [
      'a key that could end the marker',
      ['--markdown', 'summary.md', '--key', 'a-->b'],
      /expected up to 100 letters/,
    ],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await lrg('http://127.0.0.1:1', args);
    expect(stderr).toMatch(message);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  it('refuses scores of another run', async () => {
    const other = '01a1fc11-0620-7595-8cc1-0ba4e6159600';
    write('scores.json', JSON.stringify(syntheticScores({ runId: other })));
    const { exitCode, stderr } = await lrg('http://127.0.0.1:1', [
      '--verdict',
      'verdict.json',
      '--scores',
      'scores.json',
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`this is run ${other}, the verdict is about run ${RUN_ID}`);
  });
});
