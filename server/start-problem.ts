const CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Classes of SQLSTATE: connection, authorisation, no such database, too many connections, starting up or stopping. */
const REFUSALS = ['08', '28', '3D', '53', '57P'];
const NO_RIGHT = '42501';

const REASONS: Record<string, string> = {
  EEXIST: 'a part of this path is a file, not a folder',
  ENOTDIR: 'a part of this path is a file, not a folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'there is no space left on the disk',
};

/** What to do about a PostgreSQL that can't be used; null for any other error. Its password isn't told. */
export function databaseProblem(error: unknown, databaseUrl: string | null): string | null {
  if (databaseUrl === null || !(error instanceof Error)) return null;
  const code = String(Reflect.get(error, 'code') ?? '');
  const isRefusal =
    code === NO_RIGHT || (code.length === 5 && REFUSALS.some((start) => code.startsWith(start)));
  const isLost = CONNECTION.has(code) || error.message.includes('timeout exceeded when trying to connect');
  if (!isRefusal && !isLost) return null;
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  const where = url === null ? '' : ` at ${url.host}${url.pathname}`;
  // Where a name has several addresses the error is of all of them, and its own message is empty.
  return `PostgreSQL${where} (DATABASE_URL) can not be used: ${error.message || code}`;
}

/** What is wrong with a data folder that can't be written; null for any other error. */
export function dataFolderProblem(error: unknown, dataDir: string): string | null {
  if (!(error instanceof Error)) return null;
  const { code = '', path = '' }: NodeJS.ErrnoException = error;
  const reason = REASONS[code];
  if (reason === undefined || !path.startsWith(dataDir)) return null;
  return `The data folder ${dataDir} (LRG_DATA_DIR) can not be used: ${path}: ${reason}`;
}
