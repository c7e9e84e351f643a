import type { Context } from '../context.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import { isRunId } from './get-run.ts';

/** A file of a run; null when the run has none of this name. */
export async function getRunArtifact(
  { pool }: Pick<Context, 'pool'>,
  runId: string,
  name: string,
): Promise<{ mediaType: string; content: Uint8Array<ArrayBuffer> } | null> {
  if (!isRunId(runId)) return null;
  const { rows } = await pool.query<{ media_type: string; content: Buffer<ArrayBuffer> }>(
    'SELECT media_type, content FROM run_artifacts WHERE run_id = $1 AND name = $2',
    [runId, storableText(name)],
  );
  const [row] = rows;
  return row ? { mediaType: row.media_type, content: row.content } : null;
}
