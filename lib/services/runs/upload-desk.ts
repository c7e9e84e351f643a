import { createHash } from 'node:crypto';
import { Turns } from '#lib/domain/limits/turns.ts';
import { readScores, type ScoresReading } from './read-scores.ts';
import type { Context } from '../context.ts';
import { writeAuditEntry } from '../write-audit-entry.ts';
import { storeRun, type StoreRunContext, type StoreRunOutcome } from './store-run.ts';

/** Bodies in memory at once, and how many of them are taken apart at once: together they bound what uploads need. */
const MOST_READ = 8;
const MOST_STORED = 2;
const MOST_REMEMBERED = 1_000;

export type UploadOutcome =
  StoreRunOutcome | { action: 'unreadable'; reading: Extract<ScoresReading, { ok: false }> };

type UploadContext = StoreRunContext & Pick<Context, 'newId'>;

/** A key's or a person's id and name. */
interface Uploader {
  id: string;
  name: string;
}

/**
 * Takes uploaded scores in, a few at a time. A body that came before is known by its hash, so that a client which tries
 * again, or fifty that come with the same, cost no more than reading it.
 */
export class UploadDesk {
  private readonly reading: Turns;
  private readonly storing = new Turns(MOST_STORED);
  private readonly known = new Map<string, { runId: string; contentHash: string }>();

  /** @param mostRead bodies that are read at once; the others wait */
  constructor(mostRead = MOST_READ) {
    this.reading = new Turns(mostRead);
  }

  /** Throws what reading the body throws. */
  upload(ctx: UploadContext, by: Uploader, body: AsyncIterable<string>): Promise<UploadOutcome> {
    return this.take(
      body,
      async (bodyHash, text) => (await this.duplicate(ctx, bodyHash)) ?? this.store(ctx, by, bodyHash, text),
    );
  }

  /**
   * Reads a body to its end, and works on it when it's its turn.
   *
   * @param work gets the hash of the body's text, and the text once more
   */
  take<T>(
    body: AsyncIterable<string>,
    work: (bodyHash: string, text: AsyncIterable<string>) => Promise<T>,
  ): Promise<T> {
    return this.reading.take(async () => {
      const pieces: string[] = [];
      const hash = createHash('sha256');
      for await (const piece of body) {
        pieces.push(piece);
        hash.update(piece);
      }
      const bodyHash = hash.digest('hex');
      return this.storing.take(() => work(bodyHash, takenFrom(pieces)));
    });
  }

  /** The run that this body was stored as, if it is there still. */
  private async duplicate({ pool }: StoreRunContext, bodyHash: string): Promise<UploadOutcome | null> {
    const run = this.known.get(bodyHash);
    if (!run) return null;
    const { rowCount } = await pool.query('SELECT 1 FROM runs WHERE id = $1 AND content_hash = $2', [
      run.runId,
      run.contentHash,
    ]);
    return rowCount ? { action: 'duplicate', ...run } : null;
  }

  private async store(
    ctx: UploadContext,
    by: Uploader,
    bodyHash: string,
    text: AsyncIterable<string>,
  ): Promise<UploadOutcome> {
    const reading = await readScores(text);
    if (!reading.ok) return { action: 'unreadable', reading };
    const { run_id: target, model } = reading.scores;
    const outcome = await storeRun(ctx, reading.scores, {
      source: 'upload',
      createdBy: by.name || by.id,
      prepare: () =>
        Promise.resolve((client) =>
          writeAuditEntry(ctx, client, { actor: by.id, action: 'run.upload', target, details: { model } }),
        ),
    });
    if (outcome.action === 'stored' || outcome.action === 'duplicate') {
      const [oldest] = this.known.keys();
      if (this.known.size >= MOST_REMEMBERED && oldest !== undefined) this.known.delete(oldest);
      this.known.set(bodyHash, { runId: outcome.runId, contentHash: outcome.contentHash });
    }
    return outcome;
  }
}

/** The pieces one by one; what was taken needs no memory any more. */
// eslint-disable-next-line @typescript-eslint/require-await -- it is read as a body is
async function* takenFrom(pieces: string[]): AsyncGenerator<string> {
  pieces.reverse();
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) yield piece;
}
