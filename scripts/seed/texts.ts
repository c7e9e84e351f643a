import { readFileSync } from 'node:fs';

/** What seeded texts are put together from: the prompts and sentences of the golden set. */
export interface SeedTexts {
  prompts: string[];
  sentences: string[];
}

export interface GoldenText {
  prompt: string;
  reference_response: string;
  category: string;
}

export function readGolden(file: string): GoldenText[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as GoldenText);
}

/** Their whole prompts, and the sentences of their answers. */
export function seedTexts(golden: readonly GoldenText[]): SeedTexts {
  return {
    prompts: golden.map(({ prompt }) => prompt).filter((prompt) => prompt.length < 600),
    sentences: golden.flatMap(({ reference_response: text }) =>
      text.split(/(?<=[.!?])\s+/).filter((sentence) => sentence.length > 20),
    ),
  };
}

/** What upstreams say when they refuse; ‹id› and ‹n› stand for what differs each time. */
export const ERRORS = [
  {
    status: 'error',
    http: 429,
    text: 'Rate limit reached for organization org-‹id› on requests per minute: limit 500, used 500. Try again in ‹n› ms.',
  },
  { status: 'error', http: 429, text: 'You exceeded your current quota (request req_‹id›).' },
  { status: 'error', http: 500, text: 'The server had an error while processing your request req_‹id›.' },
  { status: 'error', http: 503, text: 'The engine is overloaded, try again later (request req_‹id›).' },
  {
    status: 'error',
    http: 400,
    text: "This model's maximum context length is 1047576 tokens, but the messages have ‹n› tokens.",
  },
  { status: 'error', http: 400, text: "Invalid value for 'temperature': ‹n›; expected at most 2." },
  { status: 'error', http: 502, text: 'bad gateway: upstream connect error, reset after ‹n› ms' },
  { status: 'error', http: null, text: 'connect ECONNREFUSED 10.0.‹n›.17:443' },
  { status: 'timeout', http: null, text: 'no first byte after ‹n› ms' },
  { status: 'timeout', http: null, text: 'no answer to request req_‹id› after ‹n› ms' },
  { status: 'aborted', http: null, text: 'the caller went away after ‹n› ms' },
] as const;
