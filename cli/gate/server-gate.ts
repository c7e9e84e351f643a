import { ServerApiError } from '#lib/adapters/server-api/server-api-error.ts';
import { fileDigest } from '#lib/adapters/files/file-digest.ts';
import { sleep } from '#lib/composition/sleep.ts';
import type { CiVerdict, RunOrigin, RunVerdict } from '#lib/contracts/verdicts.ts';
import { verdictSchema } from '#lib/domain/gate/verdict.ts';
import type { GateOptions } from './gate-options.ts';
import { originOf } from './origin.ts';
import type { GateResult } from './report.ts';

/** The calls of the server's API that a gate needs. */
export interface GateServer {
  uploadCiRun: (file: string, origin: RunOrigin, idempotencyKey: string) => Promise<CiVerdict>;
  runVerdict: (runId: string, withEvidence: boolean) => Promise<RunVerdict>;
}

const FIRST_WAIT_MS = 1_000;
const wait = (ms: number) => sleep(ms, new AbortController().signal);

/**
 * Sends the scores to the server, which judges them by its baseline. `away` is a sentence for the verdict that is made without
 * the server, where it doesn't answer or fails again and again; refusals throw.
 */
export async function gateByServer(
  server: GateServer,
  file: string,
  options: GateOptions,
  pause: (ms: number) => Promise<unknown> = wait,
): Promise<GateResult | { away: string }> {
  const origin = await originOf(options);
  const key = await fileDigest(file, JSON.stringify(origin));
  const patient = { retries: options.retries, pause };
  let ci: CiVerdict;
  try {
    ci = await withRetries(() => server.uploadCiRun(file, origin, key), patient);
  } catch (error) {
    if (!(error instanceof ServerApiError) || !error.isTemporary) throw error;
    console.error(`${error.message}\nThe scores are judged without it: absolute thresholds decide.`);
    return { away: 'The server with the baseline could not be asked.' };
  }
  try {
    return resultOf(await withRetries(() => server.runVerdict(ci.run_id, true), patient));
  } catch (error) {
    if (!(error instanceof ServerApiError)) throw error;
    // The decision is made and stored; what is missing are its figures.
    console.error(`The verdict's document could not be had: ${error.message}`);
    return { verdict: ci, exitCode: ci.exit_code, scorecard: () => ci.scorecard_markdown, url: ci.url };
  }
}

function resultOf({ document, exit_code: exitCode, scorecard_markdown: text, url }: RunVerdict): GateResult {
  const verdict = verdictSchema.safeParse(document);
  if (!verdict.success)
    throw new ServerApiError('unexpected', 'the server left the evidence out: is it as new as this program?');
  return { verdict: verdict.data, exitCode, scorecard: () => text, url };
}

interface Patience {
  retries: number;
  pause: (ms: number) => Promise<unknown>;
}

/** Waits 1, 2, 4 … seconds between the tries. */
async function withRetries<T>(ask: () => Promise<T>, { retries, pause }: Patience): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ServerApiError) || !error.isTemporary || tries >= retries) throw error;
      await pause(FIRST_WAIT_MS * 2 ** tries);
    }
  }
}
