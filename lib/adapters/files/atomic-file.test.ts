import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAtomicFile } from './atomic-file.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lrg-atomic-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('createAtomicFile', () => {
  it('replaces the file as a whole, and not before the commit', async () => {
    const target = join(folder, 'a.txt');
    writeFileSync(target, 'old');
    const file = await createAtomicFile(target);
    const text = 'é'.repeat(400_000);
    await file.write(text);
    await file.write('end');
    expect(readFileSync(target, 'utf8')).toBe('old');
    await file.commit();
    expect(readFileSync(target, 'utf8')).toBe(`${text}end`);
    await file.discard();
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('leaves nothing behind when it is discarded', async () => {
    const file = await createAtomicFile(join(folder, 'a.txt'));
    await file.write('text');
    await file.discard();
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('makes folders, and writes through a link', async () => {
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real/a.txt'), 'old');
    symlinkSync(join(folder, 'real/a.txt'), join(folder, 'link.txt'));
    for (const name of ['link.txt', 'b/c/d.txt']) {
      const file = await createAtomicFile(join(folder, name));
      await file.write('new');
      await file.commit();
    }
    expect(readFileSync(join(folder, 'real/a.txt'), 'utf8')).toBe('new');
    expect(readFileSync(join(folder, 'b/c/d.txt'), 'utf8')).toBe('new');
  });

  it('names the file when it cannot be written, and leaves nothing behind', async () => {
    mkdirSync(join(folder, 'folder'));
    const file = await createAtomicFile(join(folder, 'folder'));
    await expect(file.commit()).rejects.toThrow(/folder: this is a folder, a file was expected$/);
    expect(readdirSync(folder)).toEqual(['folder']);
    await expect(createAtomicFile('/dev/null/x')).rejects.toThrow(/^\/dev\/null\/x: a part of this path/);
  });
});
