import { concatBytes } from '#lib/domain/bytes.ts';

/** Splits a PostgreSQL frontend byte stream into groups that must run without interruption. */
export interface WireGroup {
  kind: 'startup' | 'queries' | 'terminate';
  bytes: Uint8Array;
}

const QUERY = 0x51; // 'Q'
const SYNC = 0x53; // 'S'
const TERMINATE = 0x58; // 'X'
const EMPTY = new Uint8Array(0);

/**
 * Collects the messages of one connection until a Query or Sync closes the group. The unnamed prepared statement
 * belongs to the (single) server session, so another connection's Parse must never slip between this one's Parse and
 * Execute.
 */
export function createWireSplitter(): (chunk: Uint8Array) => WireGroup[] {
  let pending: Uint8Array = EMPTY;
  let scanned = 0; // bytes of `pending` that are whole messages of a group still open
  let started = false;

  return (chunk) => {
    pending = pending.length === 0 ? chunk : concatBytes(pending, chunk);
    const groups: WireGroup[] = [];
    for (;;) {
      const head = started ? 1 : 0;
      if (pending.length < scanned + head + 4) return groups;
      const end = scanned + head + readUint32(pending, scanned + head);
      if (pending.length < end) return groups;
      const type = started ? pending[scanned] : undefined;
      scanned = end;
      if (started && type !== QUERY && type !== SYNC && type !== TERMINATE) continue;
      const kind = !started ? 'startup' : type === TERMINATE ? 'terminate' : 'queries';
      groups.push({ kind, bytes: pending.subarray(0, end) });
      pending = pending.subarray(end);
      scanned = 0;
      started = true;
    }
  };
}

/** Whether the server still holds a transaction open after this reply (status T or E of its last ReadyForQuery). */
export function leavesTransactionOpen(reply: Uint8Array): boolean {
  const status = reply[reply.length - 1];
  const isReadyForQuery = reply[reply.length - 6] === 0x5a;
  return isReadyForQuery && status !== 0x49;
}

function readUint32(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + offset, 4).getUint32(0);
}
