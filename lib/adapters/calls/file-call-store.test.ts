import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createFileCallStore } from './file-call-store.ts';

const KEY = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);

function folders() {
  const root = mkdtempSync(join(tmpdir(), 'lrg-calls-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return { root, run: join(root, 'run'), other: join(root, 'other-run'), cache: join(root, 'cache') };
}

it('gives back what was put, and null for the rest', async () => {
  const { run, cache } = folders();
  const store = createFileCallStore({ runDir: run, cacheDir: cache });
  await store.put(KEY, { text: 'é\u0000' }, false);
  expect(await store.get(KEY)).toEqual({ text: 'é\u0000' });
  expect(await store.get(OTHER)).toBeNull();
});

it('shares with other runs what may be shared, and nothing else', async () => {
  const { run, other, cache } = folders();
  const first = createFileCallStore({ runDir: run, cacheDir: cache });
  await first.put(KEY, 1, true);
  await first.put(OTHER, 2, false);
  const second = createFileCallStore({ runDir: other, cacheDir: cache });
  expect([await second.get(KEY), await second.get(OTHER)]).toEqual([1, null]);
});

it('without a cache keeps everything to its run, which a later process finds again', async () => {
  const { run, other } = folders();
  await createFileCallStore({ runDir: run, cacheDir: null }).put(KEY, 1, true);
  expect(await createFileCallStore({ runDir: run, cacheDir: null }).get(KEY)).toBe(1);
  expect(await createFileCallStore({ runDir: other, cacheDir: null }).get(KEY)).toBeNull();
});

it('takes a broken file for an absent one, and leaves no temporary files', async () => {
  const { run } = folders();
  const store = createFileCallStore({ runDir: run, cacheDir: null });
  await Promise.all(Array.from({ length: 20 }, (_, i) => store.put(KEY, i, false)));
  expect(readdirSync(join(run, 'ab'))).toEqual([`${KEY.slice(2)}.json`]);
  writeFileSync(join(run, 'ab', `${KEY.slice(2)}.json`), '{"text":"ha');
  expect(await store.get(KEY)).toBeNull();
});
