import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { decisionOf } from '#lib/testing/shadow-decisions.ts';
import { serveRoutes } from '#lib/testing/test-api.ts';

const main = join(import.meta.dirname, '../main.ts');

/** `lrg shadow report` against a server that answers with this. */
async function report(answer: object, args: readonly string[] = [], status = 200) {
  const url = await serveRoutes({
    'GET /api/shadow/decision': () => Promise.resolve(Response.json(answer, { status })),
  });
  const env = { ...process.env, LRG_SERVER_URL: url, LRG_API_KEY: 'lrg_reader' };
  const child = spawn(process.execPath, [main, 'shadow', 'report', ...args], { env });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, stdout, stderr };
}

it.each([
  [decisionOf(0.4, 50), 0, 'PROMOTE THE CANDIDATE. After 20 samples'],
  [decisionOf(-0.4, 50), 1, 'ROLL THE CANDIDATE BACK. After 20 samples'],
  [decisionOf(0, 5), 3, 'KEEP GOING. 5 of at least 20 samples'],
])('prints the decision for people (%#)', async (decision, code, words) => {
  const result = await report(decision);
  expect(result.code).toBe(code);
  expect(result.stdout).toContain(words);
  expect(result.stdout).toMatch(/^Observations +\d+ +\(of at least 20, at most 1,000\)$/m);
});

it('prints it as JSON and as Markdown', async () => {
  const decision = decisionOf(0.4, 50);
  expect(JSON.parse((await report(decision, ['--json'])).stdout)).toEqual(decision);
  expect((await report(decision, ['--markdown'])).stdout).toMatch(/^\*\*Promote the candidate\.\*\*/);
});

it('says why the server refuses', async () => {
  const result = await report({ title: 'Unauthorized', status: 401, detail: 'unknown key' }, [], 401);
  expect(result.code).toBe(2);
  expect(result.stdout).toBe('');
  expect(result.stderr).toContain('the server does not know this key');
});
