import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { ChatLogRow } from '#lib/domain/exchange/chat-log-row.ts';
import type { Scenario } from '#lib/testing/fake-upstream.ts';
import { deltaFrame, doneFrame, finishFrame, frame } from '#lib/testing/openai-shapes.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import {
  answers,
  cutsAfter,
  hangs,
  refuses,
  resets,
  slowFirstToken,
  stallsAfter,
  streams,
  streamsTexts,
} from '#lib/testing/upstream-scenarios.ts';

interface FaultScenario {
  name: string;
  /** What the model server does, call by call; the last one goes on. */
  plays: [Scenario, ...Scenario[]];
  /** Requests of the caller, one after the other; each must end alike. */
  requests?: number;
  isStreamed?: boolean;
  /** What each of them gets. */
  status: number;
  contains: string;
  lacks?: string;
  /** The row of each, and the calls to the model server for it. */
  row: Partial<ChatLogRow>;
  calls: number;
}

const FIRST_BYTE_MS = 100;
const head = deltaFrame('Hel');
const tail = [deltaFrame('lo'), finishFrame(), doneFrame()];
const refused = (code: string, message: string) => refuses(400, message, {}, code);
/** A promise for later, made when the scenario is played. */
const later: Scenario = (turn) => slowFirstToken(pause(FIRST_BYTE_MS * 3), [head, ...tail])(turn);

const scenarios: FaultScenario[] = [
  {
    name: '429 with Retry-After',
    plays: [refuses(429, 'slow down', { 'retry-after': '1' }), answers()],
    status: 200,
    contains: 'Hello!',
    row: { status: 'ok', attempts: 2 },
    calls: 2,
  },
  {
    name: '429 without Retry-After',
    plays: [refuses(429, 'slow down'), refuses(429, 'slow down'), answers()],
    status: 200,
    contains: 'Hello!',
    row: { status: 'ok', attempts: 3 },
    calls: 3,
  },
  {
    name: 'one 500',
    plays: [refuses(500, 'oops'), answers()],
    status: 200,
    contains: 'Hello!',
    row: { status: 'ok', attempts: 2 },
    calls: 2,
  },
  {
    name: '503 that stays',
    plays: [refuses(503, 'overloaded')],
    status: 503,
    contains: 'overloaded',
    row: { status: 'error', http_status: 503, attempts: 3 },
    calls: 3,
  },
  {
    name: 'TCP reset',
    plays: [resets, answers()],
    status: 200,
    contains: 'Hello!',
    row: { status: 'ok', attempts: 2 },
    calls: 2,
  },
  {
    name: 'no response',
    plays: [hangs],
    status: 504,
    contains: 'no answer in time',
    row: { status: 'timeout', http_status: null, attempts: 1 },
    calls: 1,
  },
  {
    name: 'slow first token',
    plays: [later],
    isStreamed: true,
    status: 200,
    contains: '[DONE]',
    lacks: 'error',
    row: { status: 'ok', response: 'Hello' },
    calls: 1,
  },
  {
    name: 'stream cut',
    plays: [cutsAfter([head]), answers()],
    isStreamed: true,
    status: 200,
    contains: 'stream_interrupted',
    lacks: '[DONE]',
    row: { status: 'error', response: 'Hel', finish_reason: null, attempts: 1 },
    calls: 1,
  },
  {
    name: 'stream stall',
    plays: [stallsAfter([head]), answers()],
    isStreamed: true,
    status: 200,
    contains: 'the answer stalled',
    lacks: '[DONE]',
    row: { status: 'timeout', response: 'Hel', finish_reason: null, attempts: 1 },
    calls: 1,
  },
  {
    name: 'malformed chunk',
    plays: [streams([head, 'data: {"choices":[{"delta":{"con\n\n', frame('{]'), ...tail])],
    isStreamed: true,
    status: 200,
    contains: '[DONE]',
    lacks: 'error',
    row: { status: 'ok', response: 'Hello', error: null },
    calls: 1,
  },
  {
    name: 'missing [DONE]',
    plays: [streams([head, deltaFrame('lo')])],
    isStreamed: true,
    status: 200,
    contains: 'the answer ended before its end',
    lacks: '[DONE]',
    row: { status: 'error', response: 'Hello', finish_reason: null },
    calls: 1,
  },
  {
    name: 'context length',
    plays: [refused('context_length_exceeded', 'This model has at most 8192 tokens')],
    status: 400,
    contains: '"code":"context_length_exceeded"',
    row: { status: 'error', http_status: 400, attempts: 1 },
    calls: 1,
  },
  {
    name: 'content filter',
    plays: [streams([head, finishFrame('content_filter'), doneFrame()])],
    isStreamed: true,
    status: 200,
    contains: '"finish_reason":"content_filter"',
    lacks: 'error',
    row: { status: 'ok', response: 'Hel', finish_reason: 'content_filter' },
    calls: 1,
  },
  {
    name: 'prefill rejection',
    plays: [refused('invalid_request_error', 'The last message must not be of the assistant')],
    isStreamed: true,
    status: 400,
    contains: 'must not be of the assistant',
    row: { status: 'error', http_status: 400, attempts: 1 },
    calls: 1,
  },
  {
    name: 'flapping',
    plays: [
      refuses(500, 'oops'),
      answers(),
      refuses(502, 'oops'),
      answers(),
      resets,
      answers(),
      refuses(503, 'oops'),
      answers(),
    ],
    requests: 4,
    status: 200,
    contains: 'Hello!',
    row: { status: 'ok', attempts: 2 },
    calls: 2,
  },
  {
    name: 'fail-over accounting',
    plays: [refuses(503, 'overloaded'), resets, streamsTexts(['Hel', 'lo'])],
    isStreamed: true,
    status: 200,
    contains: '[DONE]',
    // One exchange, with the tokens of the answer that was served and of no other.
    row: { status: 'ok', attempts: 3, response: 'Hello', output_tokens: 2 },
    calls: 3,
  },
];

it('are sixteen', () => expect(scenarios).toHaveLength(16));

it.each(scenarios)('$name', async (scenario) => {
  const { plays, requests = 1, isStreamed = false } = scenario;
  const gateway = await startTestGateway({
    upstream: { first_byte_timeout_ms: FIRST_BYTE_MS, idle_timeout_ms: FIRST_BYTE_MS * 8 },
  });
  gateway.upstream.play(...plays);
  for (let i = 0; i < requests; i += 1) {
    const messages = [{ role: 'user', content: 'Hi' }];
    const reply = await gateway.send('/v1/chat/completions', { messages, stream: isStreamed });
    expect(reply.status).toBe(scenario.status);
    expect(reply.text).toContain(scenario.contains);
    if (scenario.lacks !== undefined) expect(reply.text).not.toContain(scenario.lacks);
  }
  for (const row of await gateway.rows(requests)) expect(row).toMatchObject(scenario.row);
  expect(gateway.upstream.calls).toHaveLength(scenario.calls * requests);
  expect(gateway.ledger).toMatchObject({ answered: requests, journaled: requests, lost: 0 });
  expect(gateway.logged).toEqual([]);
});
