/** The mock model server's answers, made once: about 1.2 kB of JSON, or 20 chunks, usage if asked for, and [DONE]. */
const MODEL = 'gpt-4.1-mini-2025-04-14';
const SENTENCE =
  'A canary release sends a small share of the traffic to the new version first, and watches it. ';
const USAGE = {
  prompt_tokens: 112,
  completion_tokens: 148,
  total_tokens: 260,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0 },
};
const TOKENS = 20;

const HEAD = [
  'HTTP/1.1 200 OK',
  'openai-processing-ms: 1',
  'x-request-id: req_bench',
  'connection: keep-alive',
];
export const STREAM_HEAD = Buffer.from(
  `${[...HEAD, 'content-type: text/event-stream; charset=utf-8', 'transfer-encoding: chunked'].join('\r\n')}\r\n\r\n`,
);

const PLAIN = answerOf(SENTENCE.repeat(8));
const STREAM = streamOf(false);
const STREAM_WITH_USAGE = streamOf(true);

/** A complete answer; a judge (who asks for a schema) gets scores in its form. */
export function answerFor(body: string): Buffer {
  const criteria = /"enum": ?\[("[^\]]*")\]/.exec(body)?.[1];
  return criteria === undefined ? PLAIN : answerOf(judgement(JSON.parse(`[${criteria}]`) as string[]));
}

/** A streamed answer, in the pieces in which it is sent. */
export function streamFor(body: string): readonly Buffer[] {
  return /"include_usage": ?true/.test(body) ? STREAM_WITH_USAGE : STREAM;
}

function answerOf(content: string): Buffer {
  const body = JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 1_764_000_000,
    model: MODEL,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: USAGE,
    service_tier: 'default',
    system_fingerprint: 'fp_bench',
  });
  const head = [...HEAD, 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function judgement(criteria: readonly string[]): string {
  const scores = criteria.map((id) => ({ id, evidence: 'fine', score: 4, not_applicable: false }));
  return JSON.stringify({ criteria: scores, injection_suspected: false });
}

function streamOf(hasUsage: boolean): readonly Buffer[] {
  const common = {
    id: 'chatcmpl-bench',
    object: 'chat.completion.chunk',
    created: 1_764_000_000,
    model: MODEL,
  };
  const chunk = (delta: object, reason: string | null) =>
    JSON.stringify({ ...common, choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }] });
  const events = [
    chunk({ role: 'assistant', content: '' }, null),
    ...Array.from({ length: TOKENS }, (_, i) => chunk({ content: ` word${i}` }, null)),
    chunk({}, 'stop'),
    ...(hasUsage ? [JSON.stringify({ ...common, choices: [], usage: USAGE })] : []),
    '[DONE]',
  ];
  return [...events.map((event) => httpChunk(`data: ${event}\n\n`)), Buffer.from('0\r\n\r\n')];
}

function httpChunk(text: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
}
