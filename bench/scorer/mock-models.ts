import { createServer } from 'node:http';

/*
 * Model and judge in one process: answers every chat completion after a fixed time. `argv`: port, delay in milliseconds.
 */
const [port, delayMs] = process.argv.slice(2).map(Number);

const ANSWER =
  'The harbour was rebuilt after the storm of 1953, and its new wall has kept the lower town dry ever since.';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    setTimeout(() => {
      response.setHeader('content-type', 'application/json');
      response.end(completion(body.includes('"response_format"') ? judgement(body) : ANSWER));
    }, delayMs);
  });
});
server.listen(port, '127.0.0.1');

/** Scores 3 for the harbour and 0 for everything else, so that the judge's canaries don't fool it. */
function judgement(body: string): string {
  const ids = /"enum":\[("[a-z_]+"(?:,"[a-z_]+")*)\]/.exec(body)?.[1] ?? '""';
  const score = body.includes('storm of 1953') ? 3 : 0;
  const criteria = (JSON.parse(`[${ids}]`) as string[]).map((id) => ({
    id,
    evidence: 'as the reference says',
    score,
    not_applicable: false,
  }));
  return JSON.stringify({ criteria, injection_suspected: false });
}

function completion(content: string): string {
  return JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 0,
    model: 'mock',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 60, completion_tokens: 24, total_tokens: 84 },
  });
}
