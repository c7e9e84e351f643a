import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataFolderProblem, databaseProblem } from './start-problem.ts';

const URL_WITH_PASSWORD = 'postgresql://guard:hunter2@127.0.0.1:1/guard';

function failed(code: string, message = 'why'): Error {
  return Object.assign(new Error(message), { code });
}

describe('databaseProblem', () => {
  it('names the server that nobody answers at, without the password', async () => {
    const error: unknown = await new Client(URL_WITH_PASSWORD).connect().catch((reason: unknown) => reason);
    expect(databaseProblem(error, URL_WITH_PASSWORD)).toBe(
      'PostgreSQL at 127.0.0.1:1/guard (DATABASE_URL) can not be used: connect ECONNREFUSED 127.0.0.1:1',
    );
  });

  it.each([
    ['an unknown host', failed('ENOTFOUND'), /: why$/],
    ['all of several addresses', new AggregateError([], ''), null],
    [
      'all of several addresses, with their code',
      Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }),
      /: ECONNREFUSED$/,
    ],
    ['a wrong password', failed('28P01'), /: why$/],
    ['a database that is not there', failed('3D000'), /: why$/],
    ['a missing right', failed('42501'), /: why$/],
    ['a server that starts', failed('57P03'), /: why$/],
    ['a server that does not answer', new Error('timeout exceeded when trying to connect'), /timeout/],
    ['a mistake of ours', failed('42601'), null],
    ['another error', failed('ENOENT'), null],
  ])('%s', (_, error, expected) => {
    const problem = databaseProblem(error, URL_WITH_PASSWORD);
    if (expected === null) expect(problem).toBeNull();
    else expect(problem).toMatch(expected);
    expect(problem ?? '').not.toContain('hunter2');
    expect(databaseProblem(error, null)).toBeNull();
  });
});

describe('dataFolderProblem', () => {
  it('says that a file stands where the folder should be', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lrg-start-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'data');
    writeFileSync(file, '');
    expect(dataFolderProblem(made(file), file)).toBe(
      `The data folder ${file} (LRG_DATA_DIR) can not be used: ${file}: a part of this path is a file, not a folder`,
    );
    const inside = join(file, 'x');
    expect(dataFolderProblem(made(inside), inside)).toContain('not a folder');
  });

  it('leaves other files and other errors alone', () => {
    const denied = Object.assign(failed('EACCES'), { path: '/etc/shadow' });
    expect(dataFolderProblem(denied, '/var/lib/guard')).toBeNull();
    expect(dataFolderProblem(Object.assign(failed('EMFILE'), { path: '/data/x' }), '/data')).toBeNull();
    expect(dataFolderProblem('x', '/data')).toBeNull();
  });
});

function made(folder: string): unknown {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    return error;
  }
  return null;
}
