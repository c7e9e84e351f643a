import { z } from 'zod';
import type { JudgeMaterial } from '../judge/prompt.ts';

/** What a judge is asked, read back from its two messages. */
interface JudgeRequest {
  rubric: { criteria: { id: string }[] };
  material: JudgeMaterial;
  /** The random token of this call. */
  boundary: string;
}

const materialSchema = z.looseObject({
  prompt: z.string(),
  answer: z.string(),
  reference: z.string().nullish(),
});

const structuredSchema = z.object({
  properties: z.object({
    criteria: z.object({
      items: z.object({ properties: z.object({ id: z.object({ enum: z.array(z.string()).min(1) }) }) }),
    }),
  }),
});

/**
 * Reads a judge's messages as `judgeMessages` writes them: the system text names a boundary, the user message holds the
 * material as JSON between its two lines. The criteria come from the answer's JSON schema, else from the system text.
 * Null when this is no request to a judge.
 */
export function readJudgeRequest(system: string, user: string, answerSchema?: unknown): JudgeRequest | null {
  const boundary = /"BEGIN (\S+)" and "END \1"/.exec(system)?.[1];
  if (boundary === undefined) return null;
  const head = `BEGIN ${boundary}\n`;
  const tail = `\nEND ${boundary}`;
  const text = user.trim();
  if (!text.startsWith(head) || !text.endsWith(tail)) return null;
  const material = readMaterial(text.slice(head.length, -tail.length));
  const ids = criteriaOf(answerSchema) ?? criteriaIn(system);
  return material === null || ids.length === 0
    ? null
    : { rubric: { criteria: ids.map((id) => ({ id })) }, material, boundary };
}

function readMaterial(json: string): JudgeMaterial | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = materialSchema.safeParse(value);
  if (!parsed.success) return null;
  const { prompt, answer, reference } = parsed.data;
  return typeof reference === 'string' ? { prompt, answer, reference } : { prompt, answer };
}

function criteriaOf(answerSchema: unknown): string[] | undefined {
  const parsed = structuredSchema.safeParse(answerSchema);
  return parsed.success ? parsed.data.properties.criteria.items.properties.id.enum : undefined;
}

function criteriaIn(system: string): string[] {
  return [...system.matchAll(/^- ([\w-]+):/gm)].map(([, id = '']) => id);
}
