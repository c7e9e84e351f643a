import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ServerApi } from '#lib/adapters/server-api/server-api.ts';
import type { CiVerdict, RunVerdict } from '#lib/contracts/verdicts.ts';
import { exitCodeOf, makeVerdict } from '#lib/domain/gate/make-verdict.ts';
import { gateSettingsSchema } from '#lib/domain/gate/settings.ts';
import type { Verdict } from '#lib/domain/gate/verdict.ts';
import { syntheticScores } from '#lib/testing/synthetic-scores.ts';
import { gateByServer } from './server-gate.ts';

const MAIN = resolve(import.meta.dirname, '../main.ts');
const RUN_ID = '01a1fc11-0620-7595-8cc1-0ba4e615960a';
const VERDICT_ID = '01a1fc11-0620-7595-8cc1-0ba4e6159600';
const PAGE = 'http://guard.example/verdicts/1';
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const SCORECARD = '**✅ of the server**\n<!-- llm-regression-guard:scorecard -->\n';

let folder: string;
let scores: ReturnType<typeof syntheticScores>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-server-gate-'));
  scores = syntheticScores({ runId: RUN_ID, examples: 20, shift: -0.2 });
  mkdirSync(join(folder, 'config'));
  writeFileSync(
    join(folder, 'config/scorer_config.yaml'),
    'thresholds: { overall: 0.01, per_category_min: 0.01 }',
  );
  writeFileSync(join(folder, 'scores.json'), JSON.stringify(scores));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A worse run against a better one, as the server would judge it. */
function judged(): { document: Verdict; ci: CiVerdict; stored: RunVerdict } {
  const thresholds = { overall: 0.3, per_category_min: 0.3, regression_alert_delta: 0.05 };
  const settings = gateSettingsSchema.parse({ thresholds, allow_incomparable: false });
  const document = makeVerdict(scores, syntheticScores({ runId: RUN_ID, examples: 20 }), settings);
  const shared = {
    verdict: document.verdict,
    rule: document.rule,
    reasons: document.reasons,
    exit_code: exitCodeOf(document),
    scorecard_markdown: SCORECARD,
    url: PAGE,
    run_id: RUN_ID,
    baseline_run_id: RUN_ID,
  };
  const about = {
    ...{ id: VERDICT_ID, created_at: '2026-11-20T10:00:00.000Z', created_by: 'CI', is_simulated: false },
    ...{ model: 'm', prompt_version: null, baseline_model: 'm', overall: 0.5, overall_delta: -0.1 },
    ...{ repository: null, commit: null, branch: null, pull_request: null },
  };
  return { document, ci: { ...shared, verdict_id: VERDICT_ID }, stored: { ...shared, ...about, document } };
}

interface Call {
  method: string;
  url: string;
  key: string | undefined;
  authorization: string | undefined;
  body: unknown;
}
interface Answer {
  status: number;
  body: unknown;
}

/** A server on 127.0.0.1 that gives these answers in order, the last again and again. */
async function serve(...answers: Answer[]): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const { method = '', url = '', headers } = request;
      const body = method === 'POST' ? await json(request) : null;
      calls.push({
        method,
        url,
        key: headers['idempotency-key'] as string,
        authorization: headers.authorization,
        body,
      });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer?.body));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

const problem = (status: number, detail: string, errors: unknown[] = []): Answer => ({
  status,
  body: { type: 'about:blank', title: 'Refused', status, detail, errors },
});

const lrg = (url: string, ...args: string[]) =>
  new Promise<{ exitCode: number; stdout: string; stderr: string }>((done) => {
    const env: NodeJS.ProcessEnv = {
      ...{ PATH: process.env.PATH, NODE_ENV: 'test' },
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      LRG_SERVER_URL: url,
      LRG_API_KEY: 'lrg_ci',
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'acme/assistant',
      GITHUB_SHA: COMMIT,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_OUTPUT: join(folder, 'output'),
    };
    const command = [MAIN, 'gate', '--current', 'scores.json', '--retries', '0', ...args];
    const child = execFile(process.execPath, command, { cwd: folder, env }, (_, stdout, stderr) =>
      done({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

describe('lrg gate with a server', () => {
  it("sends scores and origin, and goes by the server's verdict", async () => {
    const { document, ci, stored } = judged();
    expect(document.verdict).toBe('fail');
    const { url, calls } = await serve({ status: 201, body: ci }, { status: 200, body: stored });
    const files = ['--output', 'verdict.json', '--markdown', 'card.md'];
    const { exitCode, stdout, stderr } = await lrg(url, ...files, '--pull-request', '12', '--branch', 'fix');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).toContain('FAIL (rule threshold)');
    expect(stdout).toContain('facts: ');
    expect(stdout.trimEnd().endsWith(PAGE)).toBe(true);
    expect(JSON.parse(read('verdict.json'))).toEqual(document);
    expect(read('card.md')).toBe(SCORECARD);
    expect(read('output')).toMatch(
      /^verdict<<(end-\S+)\nfail\n\1\nrun_id<<\S+\n01a1fc11.*\nend.*\nurl<<\S+\nhttp:.*\nend.*\n$/,
    );
    const [sent, asked] = calls;
    expect(sent).toMatchObject({ method: 'POST', url: '/api/ci/runs', authorization: 'Bearer lrg_ci' });
    expect(sent?.body).toEqual({
      ...{ repository: 'acme/assistant', commit: COMMIT, branch: 'fix', pull_request: 12 },
      scores: JSON.parse(JSON.stringify(scores)) as unknown,
    });
    expect(asked?.url).toBe(`/api/runs/${RUN_ID}/verdict?evidence=true`);
  });

  it('prints the whole document as JSON', async () => {
    const { document, ci, stored } = judged();
    const { url } = await serve({ status: 201, body: ci }, { status: 200, body: stored });
    const { exitCode, stdout } = await lrg(url, '--json');
    expect([exitCode, JSON.parse(stdout)]).toEqual([1, document]);
  });

  it('keeps the verdict when its document can not be had, and says so', async () => {
    const { ci } = judged();
    const { url } = await serve(
      { status: 201, body: { ...ci, exit_code: 0 } },
      problem(403, 'lacks the scope read'),
    );
    const { exitCode, stdout, stderr } = await lrg(url, '--markdown', 'card.md');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('FAIL (rule threshold)\n  ');
    expect(stderr).toContain(
      "The verdict's document could not be had: the key in LRG_API_KEY may not do this",
    );
    expect(read('card.md')).toBe(SCORECARD);
    expect(
      (await lrg((await serve({ status: 201, body: ci }, problem(403, 'no'))).url, '--json')).exitCode,
    ).toBe(2);
  });

  it.each([
    ['an ailing server', (url: string) => url, /the server failed \(503\): busy/],
    ['nobody', () => 'http://127.0.0.1:1', /no server answers on http:\/\/127\.0\.0\.1:1/],
  ])('judges by absolute thresholds when %s answers, and says so', async (_, address, message) => {
    const { url } = await serve(problem(503, 'busy'));
    const { exitCode, stdout, stderr } = await lrg(address(url));
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('absolute thresholds decide');
    expect(stdout).toContain('PASS (rule absolute)');
    expect(stdout).toContain('The server with the baseline could not be asked. Absolute thresholds decide.');
    expect(read('output')).toContain('\npass\n');
  });

  it('lists every problem of refused scores', async () => {
    const errors = [
      { path: 'scores.overall', message: 'is 0.9, its examples give 0.5' },
      { path: 'commit', message: 'expected a commit hash' },
    ];
    const { url } = await serve(problem(422, 'the scores have 2 errors', errors));
    const { exitCode, stdout, stderr } = await lrg(url);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'the server refused: the scores have 2 errors\n  scores.overall: is 0.9, its examples give 0.5\n  commit: expected a commit hash\n',
    );
  });

  it.each([
    ['a wrong key', problem(401, 'x'), [], /does not know this key/],
    [
      'a narrow key',
      problem(403, 'lacks the scope ci:write'),
      [],
      /may not do this: lacks the scope ci:write/,
    ],
    ['an old server', problem(404, 'no such page'), [], /no such page/],
    ['something else', { status: 200, body: {} }, [], /answered something else/],
    ['a wrong commit', problem(500, 'x'), ['--commit', 'HEAD'], /--commit: expected a commit hash/],
    ['a wrong address', problem(500, 'x'), ['--server', 'ftp://x'], /--server: expected an address/],
    [
      'two judges',
      problem(500, 'x'),
      ['--server', 'http://x', '--baseline', 'scores.json'],
      /expected one of them/,
    ],
    ['a rule of files', problem(500, 'x'), ['--rule', 'statistical'], /^--rule: the server decides/],
    ['no file', problem(500, 'x'), ['--current', 'nowhere.json'], /nowhere\.json: there is no such file/],
  ])('ends with 2 for %s', async (_, answer, args, message) => {
    const { url } = await serve(answer);
    const { exitCode, stdout, stderr } = await lrg(url, ...args);
    expect(stderr).toMatch(message);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  it('asks no server with --no-server', async () => {
    const { url, calls } = await serve(problem(500, 'x'));
    expect((await lrg(url, '--no-server')).stdout).toContain('No baseline was given.');
    expect(calls).toEqual([]);
  });
});

describe('gateByServer', () => {
  const options = { json: false, aa: false, runs: 1, allowIncomparable: false, retries: 3, commit: COMMIT };

  it('tries again with the same key, waiting longer each time', async () => {
    const { ci, stored } = judged();
    const busy = problem(503, 'busy');
    const found = { status: 200, body: stored };
    const { url, calls } = await serve(busy, problem(429, 'slower'), { status: 200, body: ci }, busy, found);
    const waits: number[] = [];
    const pause = (ms: number) => Promise.resolve(waits.push(ms));
    const server = new ServerApi({ baseUrl: url, apiKey: null });
    const result = await gateByServer(server, join(folder, 'scores.json'), options, pause);
    expect(result).toMatchObject({ exitCode: 1, url: PAGE });
    expect(waits).toEqual([1_000, 2_000, 1_000]);
    expect(new Set(calls.slice(0, 3).map(({ key }) => key)).size).toBe(1);
    expect(calls[0]?.key).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes another key for other scores or another commit', async () => {
    const { ci, stored } = judged();
    const keys = new Set<string | undefined>();
    for (const commit of [COMMIT, COMMIT.replace('0', '1'), COMMIT]) {
      const { url, calls } = await serve({ status: 201, body: ci }, { status: 200, body: stored });
      const server = new ServerApi({ baseUrl: url, apiKey: null });
      await gateByServer(server, join(folder, 'scores.json'), { ...options, commit });
      keys.add(calls[0]?.key);
    }
    expect(keys.size).toBe(2);
  });
});
