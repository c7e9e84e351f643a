import type { UploadedRun } from '#lib/contracts/runs.ts';
import type { Principal } from '#lib/domain/access/scopes.ts';
import type { ProblemList } from '#lib/services/runs/problem-list.ts';
import { UploadDesk } from '#lib/services/runs/upload-desk.ts';
import { ProblemError } from './problem.ts';
import type { RequestBody } from './stream-body.ts';

/** All uploads of this process: together they need only so much memory. */
export const uploadDesk = new UploadDesk();

/** Stores an uploaded scores file: 201, or 200 when it is stored already. Throws ProblemError 400, 409, 413 or 422. */
export async function uploadRun(
  ctx: Parameters<UploadDesk['upload']>[0],
  principal: Principal,
  body: RequestBody,
): Promise<UploadedRun | Response> {
  const outcome = await uploadDesk.upload(ctx, principal, body);
  switch (outcome.action) {
    case 'unreadable':
      if ('problems' in outcome.reading) throw invalidScores(outcome.reading.problems);
      throw notJson(outcome.reading.message);
    case 'invalid':
      throw invalidScores(outcome.problems);
    case 'conflict':
      throw new ProblemError(409, outcome.message);
    case 'duplicate':
      return Response.json(answerOf(outcome), { status: 200, headers: { 'cache-control': 'no-store' } });
    case 'stored':
      return answerOf(outcome);
  }
}

function answerOf({ runId, action }: { runId: string; action: UploadedRun['action'] }): UploadedRun {
  return { run_id: runId, action };
}

export function notJson(message: string): ProblemError {
  return new ProblemError(400, `the body is not JSON: ${message}`);
}

/** A refusal that lists what is wrong with scores. */
export function invalidScores({ count, listed }: ProblemList): ProblemError {
  const which = count > listed.length ? `, of which ${listed.length} are listed` : '';
  const detail = `the scores have ${count} ${count === 1 ? 'error' : 'errors'}${which}`;
  return new ProblemError(422, detail, { errors: listed });
}
