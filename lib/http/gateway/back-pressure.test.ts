import { expect, it } from 'vitest';
import { eventually, settled } from '#lib/testing/eventually.ts';
import { deltaFrame } from '#lib/testing/openai-shapes.ts';
import { startTestGateway } from '#lib/testing/test-gateway.ts';
import { answers, floods } from '#lib/testing/upstream-scenarios.ts';

const TEXT = 'x'.repeat(16_000);
const FRAMES = 3_000;
const TOTAL_BYTES = FRAMES * Buffer.byteLength(deltaFrame(TEXT));
/** What the buffers of the operating system may take on both connections, and some. */
const BUFFERED_BYTES = 20_000_000;

it.each([
  ['/v1/chat/completions', { messages: [{ role: 'user', content: 'Hi' }] }],
  ['/chat', { prompt: 'Hi' }],
])('a reader of %s that stops makes the model server stop; then it gets the rest', async (path, body) => {
  expect(TOTAL_BYTES).toBeGreaterThan(2 * BUFFERED_BYTES);
  const gateway = await startTestGateway({
    upstream: { idle_timeout_ms: 60_000, total_timeout_ms: 60_000 },
  });
  gateway.upstream.play(floods(FRAMES, TEXT));
  const request = gateway.open(path, { ...body, stream: true });
  const message = await request.head; // nobody reads on
  const written = await settled(() => gateway.upstream.lastCall.bytesWritten);
  expect(written).toBeGreaterThan(0);
  expect(written).toBeLessThan(BUFFERED_BYTES);
  expect(gateway.ledger.answered).toBe(0);

  let texts = 0;
  let isDone = false;
  let rest = '';
  message.setEncoding('utf8');
  for await (const chunk of message as AsyncIterable<string>) {
    const pieces = (rest + chunk).split(TEXT);
    rest = pieces.pop() ?? '';
    for (const before of pieces) {
      isDone ||= before.includes('"done"'); // an event that repeats (the beginning of) the answer
      if (!isDone) texts += 1;
    }
  }
  expect(texts).toBe(FRAMES);
  expect(await gateway.row()).toMatchObject({ status: 'ok' });
});

it('a reader that stops for good does not keep its exchange open beyond the total time', async () => {
  const gateway = await startTestGateway({
    limits: { maxInFlight: 1 },
    upstream: { idle_timeout_ms: 60_000, total_timeout_ms: 300 },
  });
  gateway.upstream.play(floods(FRAMES, TEXT));
  const request = gateway.open('/chat', { prompt: 'Hi', stream: true });
  await request.head; // nobody reads on
  await eventually(() => expect(gateway.upstream.lastCall.isAborted).toBe(true));
  expect(await gateway.row()).toMatchObject({ status: 'timeout' });
  gateway.upstream.play(answers());
  expect((await gateway.send('/chat', { prompt: 'Hi' })).status).toBe(200);
  request.abort();
});
