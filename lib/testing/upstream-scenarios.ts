import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Scenario, Turn } from './fake-upstream.ts';
import { completionBody, deltaFrame, doneFrame, finishFrame, type CompletionParts } from './openai-shapes.ts';

type Headers = Readonly<Record<string, string | string[]>>;
type Piece = string | Uint8Array;

const JSON_TYPE = { 'content-type': 'application/json' };
const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** A complete chat completion. */
export function answers(parts: CompletionParts = {}, headers: Headers = {}): Scenario {
  return repliesWith(200, JSON.stringify(completionBody(parts)), headers);
}

/** Any status with any body. */
export function repliesWith(status: number, body: Piece, headers: Headers = {}): Scenario {
  return ({ response }) => void response.writeHead(status, { ...JSON_TYPE, ...headers }).end(body);
}

/** An error in OpenAI's shape. */
export function refuses(
  status: number,
  message: string,
  headers: Headers = {},
  code = 'some_code',
): Scenario {
  const error = { message, type: 'some_type', param: null, code };
  return repliesWith(status, JSON.stringify({ error }), headers);
}

/** The pieces of a body one after the other, each in a chunk of its own, then the end. */
export function streams(pieces: readonly Piece[], headers: Headers = {}): Scenario {
  return async (turn) => {
    await sendPieces(turn, pieces, headers);
    turn.response.end();
  };
}

/** A whole streamed answer of these texts. */
export function streamsTexts(texts: readonly string[], headers: Headers = {}): Scenario {
  return streams([...texts.map((text) => deltaFrame(text)), finishFrame(), doneFrame()], headers);
}

/** The pieces, then silence. */
export function stallsAfter(pieces: readonly Piece[], headers: Headers = {}): Scenario {
  return (turn) => sendPieces(turn, pieces, headers);
}

/** The pieces, then a TCP reset. */
export function resetsAfter(pieces: readonly Piece[], headers: Headers = {}): Scenario {
  return async (turn) => {
    await sendPieces(turn, pieces, headers);
    await pause(10); // a reset overtakes what the other side has not read yet
    turn.reset();
  };
}

/** The pieces, then the end of the connection without the end of the answer. */
export function cutsAfter(pieces: readonly Piece[], headers: Headers = {}): Scenario {
  return async (turn) => {
    await sendPieces(turn, pieces, headers);
    turn.cut();
  };
}

/** Never answers. */
export const hangs: Scenario = () => undefined;

/** A TCP reset in place of an answer. */
export const resets: Scenario = ({ reset }) => reset();

/** Waits for the test before it goes on. */
export function held(gate: Promise<unknown>, scenario: Scenario): Scenario {
  return async (turn) => {
    await gate;
    await scenario(turn);
  };
}

/** The head of a stream at once, its frames when the test says so. */
export function slowFirstToken(gate: Promise<unknown>, pieces: readonly Piece[]): Scenario {
  return async (turn) => {
    await sendPieces(turn, [], {});
    await gate;
    for (const piece of pieces) await turn.write(piece);
    turn.response.end();
  };
}

/** A compressed answer that nobody asked for. */
export function gzips(body: string, headers: Headers = JSON_TYPE): Scenario {
  return ({ response }) => {
    const head = { 'content-encoding': 'gzip', ...headers };
    response.writeHead(200, head).end(gzipSync(body));
  };
}

/** A streamed answer of many bytes, written as fast as they are taken. */
export function floods(frames: number, textOfFrame: string): Scenario {
  const frame = deltaFrame(textOfFrame);
  return async (turn) => {
    turn.response.writeHead(200, EVENT_STREAM);
    for (let i = 0; i < frames && !turn.response.destroyed; i += 1) await turn.write(frame);
    if (!turn.response.destroyed) turn.response.end(finishFrame() + doneFrame());
  };
}

/** Answers with this unless the request asks for something that the server doesn't know. */
export function refusesIf(isRefused: (body: string) => boolean, otherwise: Scenario): Scenario {
  return (turn) => (isRefused(turn.call.body) ? refuses(400, 'unknown parameter')(turn) : otherwise(turn));
}

async function sendPieces(turn: Turn, pieces: readonly Piece[], headers: Headers): Promise<void> {
  turn.response.writeHead(200, { ...EVENT_STREAM, ...headers });
  turn.response.flushHeaders();
  for (const piece of pieces) {
    await pause(1); // else the reader finds several pieces in one read
    await turn.write(piece);
  }
}
