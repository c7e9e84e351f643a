import { z } from 'zod';
import { hashText } from './random.ts';

const nodeSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});

// A schema that nests deeper than this is met with null: schemas may be recursive in spirit, answers may not.
const MAX_DEPTH = 12;

/**
 * A value that fits the simple parts of a JSON schema (types, enum, const, properties, items, bounds), the same for the
 * same key. References, patterns and formats are not understood.
 */
export function valueForSchema(schema: unknown, key: string, depth = 0): unknown {
  const parsed = nodeSchema.safeParse(schema);
  if (!parsed.success || depth > MAX_DEPTH) return null;
  const node = parsed.data;
  if (node.const !== undefined) return node.const;
  if (node.enum !== undefined) return node.enum[hashText(key) % Math.max(1, node.enum.length)] ?? null;
  const [variant] = node.anyOf ?? node.oneOf ?? [];
  if (variant !== undefined) return valueForSchema(variant, key, depth + 1);
  const type = Array.isArray(node.type) ? node.type[0] : node.type;
  if (type === 'object' || node.properties !== undefined) return objectFor(node, key, depth);
  if (type === 'array') {
    const length = Math.max(1, node.minItems ?? 1);
    return Array.from({ length }, (_, i) => valueForSchema(node.items, `${key}[${i}]`, depth + 1));
  }
  if (type === 'integer' || type === 'number') return numberFor(node.minimum, node.maximum, key);
  if (type === 'boolean') return hashText(key) % 2 === 0;
  if (type === 'null') return null;
  return `simulated ${key.slice(key.lastIndexOf('.') + 1)}`;
}

function objectFor(node: z.infer<typeof nodeSchema>, key: string, depth: number): Record<string, unknown> {
  const properties = node.properties ?? {};
  const names = node.required ?? Object.keys(properties);
  return Object.fromEntries(
    names.map((name) => [name, valueForSchema(properties[name], `${key}.${name}`, depth + 1)]),
  );
}

function numberFor(minimum: number | undefined, maximum: number | undefined, key: string): number {
  const low = Math.ceil(minimum ?? (maximum === undefined ? 1 : maximum - 9));
  const high = Math.floor(maximum ?? low + 9);
  return high <= low ? low : low + (hashText(key) % (high - low + 1));
}
