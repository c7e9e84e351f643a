import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { getRunVerdict, verdictEvidence } from '#lib/services/gate/get-verdict.ts';
import { orNotFound, type ApiContext } from './define-route.ts';
import { pageUrl, verdictPath } from './public-url.ts';

/** A run's latest verdict; its evidence is sent as it is decompressed. Throws ProblemError 404. */
export async function runVerdict(
  ctx: ApiContext,
  headers: { get: (name: string) => string | null },
  runId: string,
  withEvidence: boolean,
): Promise<RunVerdict | Response> {
  const stored = orNotFound(await getRunVerdict(ctx, runId), 'verdict on such a run');
  const { summary, scorecard, document } = stored;
  const url = pageUrl(ctx.env, headers, verdictPath(summary.run_id));
  const head = { ...summary, url, scorecard_markdown: scorecard };
  if (!withEvidence) return { ...head, document: { ...document, evidence: null } };
  const evidence = verdictEvidence(ctx, summary.id);
  const text = `${JSON.stringify(head).slice(0, -1)},"document":${JSON.stringify(document).slice(0, -1)},"evidence":`;
  return new Response(streamOf(text, evidence, '}}'), {
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** A body that is made no faster than it is taken. */
function streamOf(head: string, pieces: AsyncGenerator<string>, tail: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(head)),
    pull: async (controller) => {
      const piece = await pieces.next();
      controller.enqueue(encoder.encode(piece.done ? tail : piece.value));
      if (piece.done) controller.close();
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
