import type { Context } from './context.ts';
import { storeChatLogs, type RejectedLine } from './store-chat-logs.ts';

export interface DrainContext extends Pick<
  Context,
  'pool' | 'jobs' | 'config' | 'ledger' | 'journal' | 'log'
> {
  /** Keeps a line that the database refuses. */
  keepRejected: (rejected: RejectedLine) => Promise<void>;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const BATCH_BYTES = 512 * 1024;
const IDLE_MS = 1_000;
/** Gathers the lines of a moment into one statement: what a batch costs beside its rows is shared by more of them. */
const GATHER_MS = 25;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Moves the journal into the database until the signal aborts, then once more until it is empty or the database fails.
 * While the database is away it waits, tries again and loses nothing.
 */
export async function drainJournal(ctx: DrainContext, signal: AbortSignal): Promise<void> {
  let failures = 0;
  for (;;) {
    try {
      const moved = await moveBatch(ctx);
      if (failures > 0) ctx.log.info({ failures }, 'the database is back: storing the journal');
      failures = 0;
      if (moved && ctx.journal.backlogBytes >= BATCH_BYTES) continue;
      if (!moved) {
        if (signal.aborted) return;
        await ctx.journal.waitForLines(IDLE_MS, signal);
        if (ctx.journal.backlogBytes === 0) ctx.journal.compact();
      }
      await ctx.sleep(GATHER_MS, signal).catch(() => undefined);
    } catch (error) {
      failures += 1;
      if (failures === 1)
        ctx.log.warn({ err: error }, 'chat logs can not be stored now: keeping them in the journal');
      if (signal.aborted) return;
      await ctx.sleep(Math.min(100 * 2 ** failures, LONGEST_PAUSE_MS), signal).catch(() => undefined);
    }
  }
}

async function moveBatch(ctx: DrainContext): Promise<boolean> {
  const batch = await ctx.journal.read(BATCH_BYTES);
  if (!batch) return false;
  for (const rejected of await storeChatLogs(ctx, batch.lines)) {
    ctx.log.error(
      { reason: rejected.reason },
      'the database refuses an exchange: keeping it beside the journal',
    );
    await ctx.keepRejected(rejected);
  }
  batch.commit();
  return true;
}
