import { promptOf, type Knowledge } from '#lib/domain/simulator/knowledge.ts';
import { profileFor, withoutSimulatedPrefix, type FaultShares } from '#lib/domain/simulator/profiles.ts';
import { hashText, unitInterval } from '#lib/domain/simulator/random.ts';
import { countTokens } from '#lib/domain/simulator/tokens.ts';
import { chunksOf, completionBody, type Envelope, type Usage } from './completion.ts';
import { errorResponse } from './errors.ts';
import { faultByShare, readFaultHeader, refusalOf, splitModel, type Fault } from './faults.ts';
import { filtered, replyTo, type Reply } from './reply.ts';
import { readChatBody, systemTextOf, turnsOf, type ChatBody } from './request.ts';
import { brokenBytesOf, bytesOf, streamFrames } from './stream.ts';
import { hangUntilAborted, type Sleep } from './wait.ts';

interface ChatSettings {
  knowledge: Knowledge;
  timeScale: number;
  sleep: Sleep;
  faults?: Partial<FaultShares>;
}

const HEADERS = { 'x-simulated': 'true' };
const STREAM_HEADERS = {
  ...HEADERS,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** Answers one chat completion; `serial` tells equal requests apart. Rejects when the client leaves while it waits. */
export async function answerChat(
  request: Request,
  settings: ChatSettings,
  serial: number,
): Promise<Response> {
  const read = await readChatBody(request);
  if (!read.ok)
    return errorResponse(400, read.problem, read.param === undefined ? {} : { param: read.param });
  const asked = readFaultHeader(request.headers);
  if (!asked.ok) return errorResponse(400, asked.problem, { param: 'x-simulate' });

  const { body } = read;
  const named = splitModel(body.model);
  const profile = profileFor(named.name);
  const turns = turnsOf(body);
  const prompt = promptOf(turns, settings.knowledge);
  const shares = settings.faults ?? profile.faults ?? {};
  const fault = asked.fault ?? named.fault ?? faultByShare(shares, profile.name, prompt);
  if (fault === 'hang') return hangUntilAborted(request.signal);
  const refusal = refusalOf(fault);
  if (refusal !== undefined) return refusal;

  const replied = replyTo({
    body,
    profile,
    prompt,
    opening: turns.find(({ role }) => role === 'user')?.text ?? '',
    system: systemTextOf(turns),
    knowledge: settings.knowledge,
  });
  if (!replied.ok) return errorResponse(400, replied.problem, { param: 'tool_choice' });
  const reply = fault === 'content-filter' ? filtered(replied.reply) : replied.reply;

  const cancelled = new AbortController();
  const signal = AbortSignal.any([request.signal, cancelled.signal]);
  const wait = async (ms: number) => {
    const scaled = ms * settings.timeScale;
    if (scaled > 0) await settings.sleep(scaled, signal);
  };
  const envelope = {
    id: `chatcmpl-sim-${hashText(`${body.model}|${prompt}`).toString(16).padStart(8, '0')}-${serial}`,
    created: Math.floor(Date.now() / 1000),
    model: `simulated/${withoutSimulatedPrefix(body.model)}`,
  };
  const usage = usageOf(body, reply);
  const firstTokenMs = firstTokenAfter(profile.latencyMs, fault, `${profile.name}|${prompt}`);

  if (body.stream === true) {
    const wanted = body.stream_options?.include_usage === true ? usage : undefined;
    const chunks = chunksOf(envelope, reply, wanted);
    const frames = streamFrames({ chunks, profile, fault, firstTokenMs, wait });
    return new Response(
      bytesOf(frames, () => cancelled.abort()),
      { headers: STREAM_HEADERS },
    );
  }
  await wait(firstTokenMs + (1000 * reply.completionTokens) / profile.tokensPerSecond);
  return wholeAnswer(envelope, reply, usage, fault);
}

function wholeAnswer(envelope: Envelope, reply: Reply, usage: Usage, fault: Fault | undefined): Response {
  const json = JSON.stringify(completionBody(envelope, reply, usage));
  const headers = { ...HEADERS, 'content-type': 'application/json' };
  const half = json.slice(0, json.length / 2);
  if (fault === 'malformed-chunk') return new Response(half, { headers });
  return new Response(fault === 'broken-stream' ? brokenBytesOf(half) : json, { headers });
}

/** The declared latency ± 20 %, the same for one model and prompt; a slow first token takes ten times that, at least 5 s. */
function firstTokenAfter(latencyMs: number, fault: Fault | undefined, key: string): number {
  const usual = latencyMs * (0.8 + 0.4 * unitInterval(`latency|${key}`));
  return fault === 'slow-first-token' ? Math.max(5_000, 10 * usual) : usual;
}

function usageOf(body: ChatBody, reply: Reply): Usage {
  // Four tokens of frame for each message, as chat formats have.
  const messages = turnsOf(body).reduce((sum, turn) => sum + countTokens(turn.text) + 4, 0);
  const tools = body.tools == null ? 0 : countTokens(JSON.stringify(body.tools));
  const prompt = messages + tools;
  return {
    prompt_tokens: prompt,
    completion_tokens: reply.completionTokens,
    total_tokens: prompt + reply.completionTokens,
    prompt_tokens_details: { cached_tokens: 0 },
  };
}
