import OpenAI from 'openai';
import type { EmbeddingMetric, EmbeddingScore } from '#lib/domain/metrics/embedding-metric.ts';
import { clipToUnit } from '#lib/domain/metrics/clip-to-unit.ts';
import { createGathered, type Outcome } from './gathered.ts';

/** An OpenAI-compatible server that has an embeddings model. */
export interface EmbeddingsUpstream {
  baseUrl: string;
  apiKey: string | null;
  model: string;
}

const CACHE_BYTES = 256 * 2 ** 20;
/** Of one request; servers take 2,048 texts and some 300,000 tokens. */
const BATCH_TEXTS = 128;
const BATCH_CHARACTERS = 300_000;
const TIMEOUT_MS = 60_000;
/** The server refuses a text of the batch; which one, it may not say. */
const REFUSES_A_TEXT = new Set([400, 413, 422]);

/**
 * Cosine of two whole texts' embeddings, clipped to [0, 1], as precision, recall and F1 alike. Not BERTScore: another
 * metric with its own name. A text without content scores 0; no server takes it.
 */
export function createCosineMetric({ baseUrl, apiKey, model }: EmbeddingsUpstream): EmbeddingMetric {
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? 'none',
    timeout: TIMEOUT_MS,
    maxRetries: 2,
  });
  let dimensions: number | null = null;

  async function request(input: readonly string[]): Promise<Float32Array[]> {
    const answer: unknown = await client.embeddings.create({
      model,
      input: [...input],
      encoding_format: 'float',
    });
    const vectors = readVectors(answer, input.length);
    dimensions ??= vectors[0]?.length ?? null;
    const other = vectors.find((vector) => vector.length !== dimensions);
    if (other)
      throw new Error(`${model} gave embeddings of ${other.length} numbers after ones of ${dimensions ?? 0}`);
    return vectors;
  }

  const embeddings = createGathered<Float32Array>({
    make: async (texts, report) => {
      await Promise.all(batchesOf(texts).map((batch) => embedBatch(request, batch, report)));
    },
    bytesOf: (vector) => vector.byteLength + 200,
    cacheBytes: CACHE_BYTES,
  });

  return {
    identity: {
      metric: 'embedding_cosine',
      model,
      layer: null,
      dtype: 'server',
      idf: false,
      rescaled: false,
    },
    score: async (reference, prediction) => {
      if (reference.trim() === '' || prediction.trim() === '') return scoreOf(0);
      const [a, b] = await Promise.all([embeddings.get(reference), embeddings.get(prediction)]);
      return scoreOf(clipToUnit(cosine(a, b)));
    },
    close: () => Promise.resolve(),
  };
}

const scoreOf = (cosine: number): EmbeddingScore => ({
  precision: cosine,
  recall: cosine,
  f1: cosine,
  truncated: false,
});

function cosine(a: Float32Array, b: Float32Array): number {
  let [product, squareA, squareB] = [0, 0, 0];
  a.forEach((x, at) => {
    const y = b[at] ?? 0;
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  });
  return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}

interface Piece {
  index: number;
  text: string;
}

function batchesOf(texts: readonly string[]): Piece[][] {
  const batches: Piece[][] = [];
  let characters = Infinity;
  for (const [index, text] of texts.entries()) {
    const batch = batches.at(-1);
    characters += text.length;
    if (batch && batch.length < BATCH_TEXTS && characters <= BATCH_CHARACTERS) batch.push({ index, text });
    else {
      batches.push([{ index, text }]);
      characters = text.length;
    }
  }
  return batches;
}

/** One request for all; where the server refuses it, one for each, so that one text doesn't cost the others their score. */
async function embedBatch(
  request: (input: readonly string[]) => Promise<Float32Array[]>,
  batch: readonly Piece[],
  report: (index: number, outcome: Outcome<Float32Array>) => void,
): Promise<void> {
  try {
    const vectors = await request(batch.map((piece) => piece.text));
    batch.forEach(({ index }, at) => report(index, { ok: true, value: vectors[at] ?? new Float32Array(0) }));
  } catch (error) {
    const isRefused = error instanceof OpenAI.APIError && REFUSES_A_TEXT.has(Number(error.status));
    if (isRefused && batch.length > 1) {
      for (const piece of batch) await embedBatch(request, [piece], report);
      return;
    }
    for (const { index } of batch) report(index, { ok: false, error });
  }
}

function readVectors(answer: unknown, count: number): Float32Array[] {
  const wrong = (what: string) => new Error(`the embeddings server answered ${what}`);
  const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : null;
  if (!Array.isArray(data)) throw wrong('something without a list of embeddings');
  if (data.length !== count) throw wrong(`${data.length} embeddings for ${count} texts`);
  const vectors = new Array<Float32Array | undefined>(count).fill(undefined);
  data.forEach((entry: unknown, position) => {
    const { embedding, index } = (entry ?? {}) as { embedding?: unknown; index?: unknown };
    const numbers: unknown[] = Array.isArray(embedding) ? embedding : [];
    if (numbers.length === 0 || !numbers.every((x) => typeof x === 'number' && Number.isFinite(x)))
      throw wrong('an embedding that is no list of numbers');
    vectors[typeof index === 'number' ? index : position] = Float32Array.from(numbers as number[]);
  });
  return vectors.map((vector) => {
    if (!vector) throw wrong('embeddings whose indexes leave a text out');
    return vector;
  });
}
