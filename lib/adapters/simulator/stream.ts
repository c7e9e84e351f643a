import type { SimulatorProfile } from '#lib/domain/simulator/profiles.ts';
import type { Chunks } from './completion.ts';
import type { Fault } from './faults.ts';

const BROKEN = 'broken stream (simulated)';

interface StreamPlan {
  chunks: Chunks;
  profile: Pick<SimulatorProfile, 'tokensPerSecond'>;
  fault: Fault | undefined;
  firstTokenMs: number;
  /** Waits for so many milliseconds of simulated time. */
  wait: (ms: number) => Promise<void>;
}

/** The server-sent events of a streamed answer, at the model's pace and with the asked-for fault. */
export async function* streamFrames({
  chunks,
  profile,
  fault,
  firstTokenMs,
  wait,
}: StreamPlan): AsyncGenerator<string> {
  const { role, pieces, finish, usage } = chunks;
  const middle = Math.floor(pieces.length / 2);
  await wait(firstTokenMs);
  yield frame(role);
  for (const [index, { json, tokens }] of pieces.entries()) {
    if (index === middle && fault === 'malformed-chunk') yield frame(json.slice(0, json.length / 2));
    if (index === middle && fault === 'broken-stream') throw new Error(BROKEN);
    if (index > 0) await wait((1000 * tokens) / profile.tokensPerSecond);
    yield frame(json);
  }
  if (fault === 'broken-stream') throw new Error(BROKEN); // an answer without any piece
  yield frame(finish);
  if (usage !== undefined) yield frame(usage);
  if (fault !== 'missing-done') yield frame('[DONE]');
}

function frame(data: string): string {
  return `data: ${data}\n\n`;
}

/**
 * Bytes of a sequence of texts, each made only when the reader asks for it. Cancelling calls `onCancel`; an error in the
 * sequence breaks the stream.
 */
export function bytesOf(texts: AsyncGenerator<string>, onCancel: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await texts.next();
          if (next.done === true) controller.close();
          else controller.enqueue(encoder.encode(next.value));
        } catch (error) {
          controller.error(error);
        }
      },
      cancel: onCancel,
    },
    // Nothing is made in advance: a reader that stops reading stops the model too.
    { highWaterMark: 0 },
  );
}

/** Bytes of a text, after which the stream breaks. */
export function brokenBytesOf(text: string): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent) controller.error(new Error(BROKEN));
        else controller.enqueue(new TextEncoder().encode(text));
        sent = true;
      },
    },
    { highWaterMark: 0 },
  );
}
