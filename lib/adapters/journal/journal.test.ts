import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Journal } from './journal.ts';

let dir: string;
let journal: Journal;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lrg-journal-'));
  journal = open();
});
afterEach(async () => {
  await journal.close();
  rmSync(dir, { recursive: true });
});

const open = (segmentBytes = 1_000) =>
  new Journal({
    dir,
    segmentBytes,
    onError: (error) => {
      throw error;
    },
  });

async function readAll(target: Journal, maxBytes = 100): Promise<string[]> {
  const lines: string[] = [];
  for (let batch = await target.read(maxBytes); batch; batch = await target.read(maxBytes)) {
    lines.push(...batch.lines);
    batch.commit();
  }
  return lines;
}

it('gives lines back in order, across segments and batch limits', async () => {
  const lines = Array.from({ length: 200 }, (_, i) => `${i} ${'ü'.repeat(i)}`);
  for (const line of lines) await journal.append(line);
  expect(await readAll(journal)).toEqual(lines);
  expect(journal.backlogBytes).toBe(0);
});

it('reads again after a crash whatever was not compacted, and nothing after a clean end', async () => {
  await Promise.all(['a', 'b', 'c'].map((line) => journal.append(line)));
  (await journal.read(1_000))?.commit();
  await Promise.all(['d', 'e'].map((line) => journal.append(line)));
  await journal.read(1_000);
  // Not closed: what a killed process leaves behind. Its committed segment stays until the next compaction.
  const successor = open();
  expect(await readAll(successor)).toEqual(['a', 'b', 'c', 'd', 'e']);
  await successor.close();
  journal = open();
  expect(await readAll(journal)).toEqual([]);
});

it('drops a line torn by a crash and keeps the others', async () => {
  await journal.append('whole');
  const [segment] = readdirSync(dir);
  appendFileSync(join(dir, segment ?? ''), 'torn li');
  const successor = open();
  await successor.append('next');
  expect(await readAll(successor)).toEqual(['whole', 'next']);
  await successor.close();
});

it('reads a line longer than the batch limit', async () => {
  const line = 'x'.repeat(5_000);
  await journal.append(line);
  expect(await readAll(journal, 16)).toEqual([line]);
});

it('leaves no text behind once all is committed and idle', async () => {
  await journal.append('secret');
  await readAll(journal);
  journal.compact();
  const sizes = readdirSync(dir).map((name) => statSync(join(dir, name)).size);
  expect(sizes).toEqual([0]);
});

it('wakes a waiting reader', async () => {
  const waiting = journal.waitForLines(60_000);
  await journal.append('a');
  await waiting;
  expect(await readAll(journal)).toEqual(['a']);
});
