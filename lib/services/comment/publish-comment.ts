import { cutScorecard } from '#lib/domain/comment/cut-scorecard.ts';
import { ForgeError, type CommentForge, type ForgeComment } from '#lib/domain/comment/forge.ts';
import { isCommentOf, marked, withoutMarker } from '#lib/domain/comment/marker.ts';

const MOST_STEPS = 8;
const FIRST_WAIT_MS = 1_000;
/** Shorter texts are refused for another reason than their length. */
const LEAST_CHARACTERS = 500;

export interface CommentContext {
  forge: CommentForge;
  sleep: (ms: number) => Promise<void>;
}

export interface PublishedComment {
  action: 'created' | 'updated' | 'unchanged';
  url: string;
  /** Whether the forge took a part of the text only. */
  isCut: boolean;
}

/**
 * Puts a text into the one comment of this gate: changes the newest that bears its marker, or makes one. A comment that
 * vanishes meanwhile is made anew; one that may not be changed is left alone; a text that is too long is cut. Throws ForgeError.
 */
export async function publishComment(
  { forge, sleep }: CommentContext,
  markdown: string,
  key: string | null,
): Promise<PublishedComment> {
  const unusable = new Set<string>();
  let text = withoutMarker(markdown);
  let isCut = false;
  for (let step = 0; ; step += 1) {
    const body = marked(text, key);
    const existing = await newestComment(forge, key, unusable);
    // Forges trim what they store.
    if (existing?.body.trim() === body.trim()) return { action: 'unchanged', url: existing.url, isCut };
    try {
      if (existing) return { action: 'updated', url: (await forge.update(existing.id, body)).url, isCut };
      return { action: 'created', url: (await forge.create(body)).url, isCut };
    } catch (error) {
      if (!(error instanceof ForgeError) || step + 1 >= MOST_STEPS) throw error;
      if (error.failure === 'too_long' && text.length > LEAST_CHARACTERS) {
        text = cutScorecard(text, Math.floor(text.length / 2), (each) => each.length).trimEnd();
        isCut = true;
      } else if (existing && ['missing', 'forbidden'].includes(error.failure)) unusable.add(existing.id);
      // A comment may have been made without us hearing of it: look again before making another.
      else if (!existing && error.failure === 'unavailable' && step < 3)
        await sleep(FIRST_WAIT_MS * 2 ** step);
      else throw error;
    }
  }
}

async function newestComment(
  forge: CommentForge,
  key: string | null,
  unusable: ReadonlySet<string>,
): Promise<ForgeComment | null> {
  let newest: (ForgeComment & { createdAt: string }) | null = null;
  for await (const comment of forge.list()) {
    if (unusable.has(comment.id) || !isCommentOf(comment.body, key)) continue;
    if (newest === null || comment.createdAt >= newest.createdAt) newest = comment;
  }
  return newest;
}
