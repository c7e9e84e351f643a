import { expect, it } from 'vitest';
import type { Scenario } from '#lib/testing/fake-upstream.ts';
import { completionBody, deltaFrame, doneFrame } from '#lib/testing/openai-shapes.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import { answers, repliesWith, stallsAfter } from '#lib/testing/upstream-scenarios.ts';

const PATH = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'Hi' }];
const gzipped = { 'content-encoding': 'gzip' };

it('an interim answer is not taken for the answer', async () => {
  const gateway = await startTestGateway();
  gateway.upstream.play(async (turn) => {
    turn.response.writeEarlyHints({ link: '</a>; rel=preload' });
    await answers()(turn);
  });
  const reply = await gateway.send(PATH, { messages });
  expect(reply.status).toBe(200);
  expect(reply.json()).toEqual(completionBody());
});

it.each([true, false])('trailers change nothing (stream: %s)', async (stream) => {
  const pieces = stream ? [deltaFrame('a'), doneFrame()] : [JSON.stringify(completionBody({ text: 'a' }))];
  const withTrailers: Scenario = ({ response }) => {
    const type = stream ? 'text/event-stream' : 'application/json';
    response.writeHead(200, { 'content-type': type, trailer: 'x-checksum' });
    for (const piece of pieces) response.write(piece);
    response.addTrailers({ 'x-checksum': '1' });
    response.end();
  };
  const gateway = await startTestGateway();
  gateway.upstream.play(withTrailers, answers());
  const reply = await gateway.send(PATH, { messages, stream });
  expect(reply.text).toBe(pieces.join(''));
  expect(await gateway.row()).toMatchObject({ status: 'ok', response: 'a' });
  await gateway.send(PATH, { messages });
  expect(gateway.upstream.calls.map(({ connection }) => connection)).toEqual([1, 1]);
});

it('an answer that is not compressed as it says is a failure of the model server', async () => {
  const gateway = await startTestGateway({ upstream: { max_retries: 0 } });
  gateway.upstream.play(repliesWith(200, 'not gzip', gzipped));
  expect((await gateway.send(PATH, { messages })).status).toBe(502);
  expect(await gateway.row()).toMatchObject({ status: 'error', http_status: 200 });
});

it('a stream that is not compressed as it says ends with an error frame', async () => {
  const gateway = await startTestGateway();
  gateway.upstream.play(stallsAfter(['not gzip'], gzipped));
  const reply = await gateway.send(PATH, { messages, stream: true });
  expect(reply.text).toContain('stream_interrupted');
  expect(await gateway.row()).toMatchObject({ status: 'error', http_status: 200 });
});
