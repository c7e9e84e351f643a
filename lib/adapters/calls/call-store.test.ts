import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CallLog } from './call-log.ts';
import { openCallStore } from './call-store.ts';

const keyOf = (n: number) => n.toString(16).padStart(64, '0');

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lrg-calls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('CallLog', () => {
  it('gives back what was put, now and to later processes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 20 }), async (values) => {
        const folder = newFolder();
        const log = await CallLog.open(folder, 'a');
        await Promise.all(values.map((value, i) => log.put(keyOf(i), value)));
        const later = await CallLog.open(folder, 'b');
        for (const [i, value] of values.entries()) {
          const expected: unknown = JSON.parse(JSON.stringify(value));
          expect(await log.get(keyOf(i))).toEqual(expected);
          expect(await later.get(keyOf(i))).toEqual(expected);
        }
        expect(await log.get(keyOf(999))).toBeNull();
        await log.close();
        await later.close();
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the latest of several values', async () => {
    const folder = newFolder();
    const log = await CallLog.open(folder, 'a');
    for (const value of ['old', { text: 'é\u0000\n' }]) await log.put(keyOf(1), value);
    expect(await log.get(keyOf(1))).toEqual({ text: 'é\u0000\n' });
    await log.close();
    const later = await CallLog.open(folder, 'b');
    expect(await later.get(keyOf(1))).toEqual({ text: 'é\u0000\n' });
    await later.close();
  });

  it('reads values that are longer than what is read at once', async () => {
    const folder = newFolder();
    const log = await CallLog.open(folder, 'a');
    const texts = [3, 5, 2].map((megabytes) => 'ü'.repeat(megabytes << 19));
    await Promise.all(texts.map((text, i) => log.put(keyOf(i), text)));
    await log.close();
    const later = await CallLog.open(folder, 'b');
    for (const [i, text] of texts.entries()) expect(await later.get(keyOf(i))).toBe(text);
    await later.close();
  });

  it.each([
    ['half a key', 'abc'],
    ['a key alone', keyOf(2)],
    ['half a value', `${keyOf(2)} {"text":"ha`],
    ['lines that are none', `\n\n${keyOf(2)}\nx\n`],
  ])('does not mind %s at the end of a file', async (_, torn) => {
    const folder = newFolder();
    const log = await CallLog.open(folder, 'a');
    await log.put(keyOf(1), 1);
    await log.close();
    appendFileSync(join(folder, 'a.calls'), torn);
    const later = await CallLog.open(folder, 'b');
    await later.put(keyOf(3), 3);
    expect([await later.get(keyOf(1)), await later.get(keyOf(2)), await later.get(keyOf(3))]).toEqual([
      1,
      null,
      3,
    ]);
    await later.close();
  });

  it('tells when a value can not be written', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    const log = await CallLog.open(join(folder, 'file/below'), 'a');
    await expect(log.put(keyOf(1), 1)).rejects.toThrow(/ENOTDIR/);
  });

  it('makes no folder and no file before there is something to keep', async () => {
    const folder = join(newFolder(), 'calls');
    const log = await CallLog.open(folder, 'a');
    await log.close();
    expect(existsSync(folder)).toBe(false);
  });
});

describe('openCallStore', () => {
  const folders = () => {
    const root = newFolder();
    return { run: join(root, 'run'), other: join(root, 'other-run'), cache: join(root, 'cache') };
  };

  it('shares with other runs what may be shared, and nothing else', async () => {
    const { run, other, cache } = folders();
    const first = await openCallStore({ runDir: run, cacheDir: cache, name: 'a' });
    await first.put(keyOf(1), 1, true);
    await first.put(keyOf(2), 2, false);
    const second = await openCallStore({ runDir: other, cacheDir: cache, name: 'b' });
    expect([await second.get(keyOf(1)), await second.get(keyOf(2))]).toEqual([1, null]);
    expect([await first.get(keyOf(1)), await first.get(keyOf(2))]).toEqual([1, 2]);
    await first.close();
    await second.close();
  });

  it('without a cache keeps everything to its run, which a later process finds again', async () => {
    const { run, cache } = folders();
    const first = await openCallStore({ runDir: run, cacheDir: null, name: 'a' });
    await first.put(keyOf(1), 1, true);
    await first.close();
    const again = await openCallStore({ runDir: run, cacheDir: null, name: 'b' });
    expect(await again.get(keyOf(1))).toBe(1);
    await again.close();
    expect(existsSync(cache)).toBe(false);
    expect(readdirSync(run)).toEqual(['a.calls']);
  });
});
