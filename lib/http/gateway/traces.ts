import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { decodeTraceRequest, encodeTraceResponse } from '#lib/adapters/otlp/otlp-messages.ts';
import { readOtlpTraces, type ReadSpans } from '#lib/domain/trace/otlp.ts';
import { isDeeperThan, MOST_LEVELS } from '#lib/domain/text/nesting.ts';
import { checkLength, isGzipped, tooLarge } from '../body.ts';
import { orAway } from '../database-away.ts';
import { ProblemError } from '../problem.ts';
import type { GatewayCall, GatewayReply, GatewayRequest } from './gateway-call.ts';

/** Where OpenTelemetry's exporters send spans to by themselves when they know the server's address. */
export const TRACES_PATH = '/v1/traces';
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const PROTOBUF = 'application/x-protobuf';

const gunzipped = promisify(gunzip);

/** `POST /v1/traces`: takes spans in (OTLP/HTTP, section "OTLP/HTTP" of its specification 1.x), as protobuf or JSON. */
export async function answerTraces({ ctx, request }: GatewayCall): Promise<GatewayReply> {
  const isProtobuf = isProtobufOf(request);
  const { spans, rejected } = await readSpans(request, isProtobuf);
  // Exporters send again what they are told to.
  await orAway(ctx.receiveSpans(spans));
  return {
    status: 200,
    headers: { 'content-type': isProtobuf ? PROTOBUF : 'application/json', 'cache-control': 'no-store' },
    body: answerOf(rejected, isProtobuf),
  };
}

/** Nothing to say is an empty message: no bytes, and in JSON an empty object. */
function answerOf({ count, reason }: ReadSpans['rejected'], isProtobuf: boolean): string | Uint8Array {
  if (count === 0) return isProtobuf ? '' : '{}';
  const partialSuccess = { rejectedSpans: count, errorMessage: reason ?? '' };
  return isProtobuf ? encodeTraceResponse(partialSuccess) : JSON.stringify({ partialSuccess });
}

function isProtobufOf({ headers }: GatewayRequest): boolean {
  const type = (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === PROTOBUF) return true;
  if (type === 'application/json') return false;
  throw new ProblemError(415, `expected the header content-type: ${PROTOBUF} or application/json`);
}

async function readSpans(request: GatewayRequest, isProtobuf: boolean): Promise<ReadSpans> {
  const bytes = await decompressed(request);
  let value: unknown;
  try {
    value = isProtobuf ? decodeTraceRequest(bytes) : JSON.parse(Buffer.from(bytes).toString());
  } catch {
    throw new ProblemError(400, `the body is not ${isProtobuf ? "OTLP's protobuf" : 'JSON'}`);
  }
  if (isDeeperThan(value, MOST_LEVELS))
    throw new ProblemError(400, `expected at most ${MOST_LEVELS} levels of nesting`);
  const read = readOtlpTraces(value);
  if (read) return read;
  const errors = [{ path: 'resourceSpans', message: "expected OTLP's list of resources with their spans" }];
  throw new ProblemError(422, 'the body has 1 error', { errors });
}

/** What counts is the size after decompression. */
async function decompressed(request: GatewayRequest): Promise<Uint8Array> {
  const isCompressed = isGzipped(request);
  checkLength(request, MAX_BODY_BYTES);
  const bytes = await request.readBytes(MAX_BODY_BYTES);
  if (!isCompressed) return bytes;
  try {
    return await gunzipped(bytes, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(MAX_BODY_BYTES);
    throw new ProblemError(400, 'the body is not valid gzip');
  }
}
