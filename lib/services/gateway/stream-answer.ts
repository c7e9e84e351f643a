import { failureOf } from '#lib/domain/completion/upstream-failure.ts';
import type { UpstreamResponse } from '#lib/adapters/upstream/upstream-client.ts';
import { StreamCapture } from '#lib/domain/completion/stream-capture.ts';
import type { ExchangeStatus } from '#lib/domain/exchange/chat-log-row.ts';
import { createSseSplitter, type SseFrame } from '#lib/domain/sse/frames.ts';
import type { Exchange } from './exchange.ts';
import type { OpenCall } from './open-call.ts';

/** A piece of a streamed answer: the upstream's own bytes, and the text that they add. */
export interface StreamPart {
  bytes: Uint8Array;
  delta: string;
  /** Set when the answer broke off here. */
  error: string | null;
}

const MAX_FRAME_BYTES = 1024 * 1024;
const MAX_CAPTURED_CHARACTERS = 1024 * 1024;

/**
 * Passes a streamed answer on, frame by frame and byte for byte, while a side copy is read for the log. The row is
 * written before the end of the answer is handed on; an answer that breaks off ends with an error frame and without
 * [DONE]. Leaving the loop early (or the caller going away) ends the upstream's stream at once.
 */
export async function* streamAnswer(
  exchange: Exchange,
  response: UpstreamResponse,
  call: OpenCall,
): AsyncGenerator<StreamPart> {
  const splitter = createSseSplitter(MAX_FRAME_BYTES);
  const capture = new StreamCapture(MAX_CAPTURED_CHARACTERS);
  let timeToFirstTokenMs: number | null = null;
  let hasEnded = false;

  const finish = (status: ExchangeStatus, error: string | null) =>
    exchange.finish({
      status,
      httpStatus: response.status,
      completion: capture.completion,
      error,
      attempts: response.attempts,
      timeToFirstTokenMs,
    });
  const finishByCapture = () =>
    capture.isComplete
      ? finish('ok', null)
      : finish('error', capture.error ?? 'the answer ended before its end');

  try {
    for await (const chunk of response.body) {
      const { bytes, delta, isDone } = take(splitter.push(chunk), capture, exchange.input.hidesUsage);
      if (delta !== '') timeToFirstTokenMs ??= exchange.elapsedMs;
      if (isDone) await finishByCapture();
      if (bytes.length > 0) yield { bytes, delta, error: null };
    }
    hasEnded = true;
    const row = await finishByCapture();
    const rest = splitter.rest();
    if (rest.length > 0) yield { bytes: rest, delta: '', error: null };
    if (row.status === 'error' && capture.error === null) yield broken(row.error ?? '', rest.length > 0);
  } catch (error) {
    const failure = failureOf(error, call.signal, response.attempts);
    // The caller may hang up as soon as it has what it wanted, and so may the model server after its last frame.
    if (capture.isComplete) await finish('ok', null);
    else if (capture.error !== null) await finish('error', capture.error);
    else if (failure.kind === 'aborted') await finish('aborted', null);
    else {
      await finish(failure.kind === 'timeout' ? 'timeout' : 'error', failure.message);
      yield broken(failure.message, false);
    }
  } finally {
    if (!exchange.row) {
      // Whoever hands the answer on has stopped: its reader left, or read so slowly that the time was up.
      const { kind, message } = failureOf(null, call.signal, response.attempts);
      const isLate = kind === 'timeout';
      await finish(capture.isComplete ? 'ok' : isLate ? 'timeout' : 'aborted', isLate ? message : null);
    }
    // An answer that was read to its end leaves a connection that can be used again.
    if (!hasEnded) call.abort();
    call.end();
  }
}

interface Taken {
  bytes: Uint8Array;
  delta: string;
  isDone: boolean;
}

function take(frames: readonly SseFrame[], capture: StreamCapture, hidesUsage: boolean): Taken {
  const kept: Uint8Array[] = [];
  let delta = '';
  let isDone = false;
  for (const frame of frames) {
    const captured = frame.data === null ? null : capture.accept(frame.data);
    delta += captured?.delta ?? '';
    isDone ||= captured?.isDone ?? false;
    if (!(captured?.isUsageOnly && hidesUsage)) kept.push(frame.raw);
  }
  const [only] = kept;
  return { bytes: kept.length === 1 && only ? only : Buffer.concat(kept), delta, isDone };
}

/** @param endsFrame whether a frame that never ended has to be closed first */
function broken(message: string, endsFrame: boolean): StreamPart {
  const error = { message, type: 'upstream_error', code: 'stream_interrupted' };
  const frame = `${endsFrame ? '\n\n' : ''}data: ${JSON.stringify({ error })}\n\n`;
  return { bytes: Buffer.from(frame), delta: '', error: message };
}
