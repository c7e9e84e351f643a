/** Of the network, of PostgreSQL (connections, shutdown, start-up, too many clients) and of Prisma. */
const CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P0[1-5]|53300|P1001|P1002|P1008|P1017|P2024)$/;
/** Of Prisma's driver adapter. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/** The driver's own errors have no code. */
const MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end|Client was closed|Query read timeout)/;

/**
 * Whether an error of the pool, of Prisma or of the job queue says that the database can't be reached now, so that the
 * same statement may work later. Causes are not looked at: there, the codes are those of other servers too.
 */
export function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, meta } = error as { code?: unknown; message?: unknown; meta?: unknown };
  if (typeof code === 'string' && CODES.test(code)) return true;
  if (typeof message === 'string' && MESSAGES.test(message)) return true;
  return isAdapterUnavailable(meta);
}

function isAdapterUnavailable(meta: unknown): boolean {
  const { driverAdapterError: thrown } = (meta ?? {}) as { driverAdapterError?: { cause?: unknown } };
  const { kind, originalCode } = (thrown?.cause ?? {}) as { kind?: unknown; originalCode?: unknown };
  return (
    (typeof kind === 'string' && KINDS.has(kind)) ||
    (typeof originalCode === 'string' && CODES.test(originalCode))
  );
}
