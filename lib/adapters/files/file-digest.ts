import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { FileError } from './file-error.ts';

/** SHA-256, hexadecimal, of a text and a file's content after it, read in pieces. Throws FileError. */
export async function fileDigest(file: string, text = ''): Promise<string> {
  const hash = createHash('sha256').update(text).update('\0');
  try {
    for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  } catch (error) {
    throw new FileError(file, error);
  }
  return hash.digest('hex');
}
