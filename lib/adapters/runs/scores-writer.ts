import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { ScoredExample, ScoresHead } from '#lib/contracts/scores.ts';
import { exampleLine, scoresText } from '#lib/contracts/scores-text.ts';

/**
 * Writes a scores file of any length in constant memory: examples go to a file of lines as they come, the head, which is
 * known last, goes before them in the end. The target appears whole or not at all.
 */
export class ScoresWriter {
  private readonly linesFile: string;
  private readonly lines: FileHandle;

  private constructor(linesFile: string, lines: FileHandle) {
    this.linesFile = linesFile;
    this.lines = lines;
  }

  /** @param linesFile scratch file; an older one is replaced */
  static async open(linesFile: string): Promise<ScoresWriter> {
    await mkdir(dirname(linesFile), { recursive: true });
    return new ScoresWriter(linesFile, await open(linesFile, 'w'));
  }

  async add(example: ScoredExample): Promise<void> {
    await this.lines.write(`${exampleLine(example)}\n`);
  }

  /** Writes the target and removes the scratch file. */
  async finish(head: ScoresHead, target: string): Promise<void> {
    await this.close();
    await mkdir(dirname(target), { recursive: true });
    const temporary = `${target}.${process.pid}.tmp`;
    const lines = createInterface({ input: createReadStream(this.linesFile), crlfDelay: Infinity });
    await pipeline(scoresText(head, lines), createWriteStream(temporary));
    await rename(temporary, target);
    await rm(this.linesFile);
  }

  /** Closes the scratch file; needed only when the run didn't finish. */
  async close(): Promise<void> {
    await this.lines.close();
  }
}
