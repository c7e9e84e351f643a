import { messageOf } from '#lib/domain/text/message-of.ts';
/** A file that can't be read or written; the message names it and says why. */
export class FileError extends Error {
  constructor(file: string, cause: unknown) {
    super(`${file}: ${reasonOf(cause)}`, { cause });
    this.name = 'FileError';
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, a file was expected',
  ENOTDIR: 'a part of this path is a file, not a folder',
  EEXIST: 'a part of this path is a file, not a folder',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  ENOSPC: 'there is no space left on the disk',
  EROFS: 'the file system is read-only',
};

function reasonOf(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return REASONS[code] ?? messageOf(cause);
}
