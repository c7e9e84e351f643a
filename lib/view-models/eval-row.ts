import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { formatDelta, formatScore } from './format.ts';
import { excerptOf } from './prompt.ts';

export type Direction = 'up' | 'down' | 'level';

/** A row of the table of shadow evaluations. */
export interface EvalRow {
  id: string;
  timeMs: number;
  excerpt: string;
  productionModel: string;
  shadowModel: string;
  productionScore: string;
  shadowScore: string;
  delta: string;
  direction: Direction | null;
  similarity: string;
  /** Null when it was scored. */
  missingReason: string | null;
}

/** One shadow evaluation as a row of texts. */
export function prepareEvalRow(item: ShadowEvalItem): EvalRow {
  return {
    id: item.id,
    timeMs: Date.parse(item.ts),
    excerpt: excerptOfStored(item.prompt),
    productionModel: item.prod_model,
    shadowModel: item.shadow_model,
    productionScore: formatScore(item.prod_score),
    shadowScore: formatScore(item.shadow_score),
    delta: formatDelta(item.delta),
    direction: item.delta === null ? null : directionOf(item.delta),
    similarity: item.similarity === null ? formatScore(null) : item.similarity.toFixed(2),
    missingReason: item.status === 'missing' ? (item.missing_reason ?? 'no reason was stored') : null,
  };
}

/** Which way a delta points, as it reads with three decimals. */
export function directionOf(delta: number): Direction {
  if (Math.abs(delta) < 0.0005) return 'level';
  return delta > 0 ? 'up' : 'down';
}

function excerptOfStored(prompt: string | null): string {
  if (prompt === null) return '(text not stored)';
  return excerptOf(prompt) || '(empty)';
}
