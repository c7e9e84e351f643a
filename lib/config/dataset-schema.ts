import { z } from 'zod';

const category = z.strictObject({
  name: z.string().min(1),
  min_examples: z.int().min(0).default(0),
  weight: z.number().min(0).default(1),
  description: z.string().optional(),
});
type Category = z.output<typeof category>;

const DEFAULT_CATEGORIES = [
  'factual_accuracy',
  'refusal_behavior',
  'instruction_following',
  'tone_consistency',
  'multi_turn_coherence',
].map((name): Category => ({ name, min_examples: 30, weight: 1 }));

/** A list of objects or of plain names, or a mapping from names to objects; the output is a list of objects. */
const categories = z.unknown().transform((value, ctx): Category[] => {
  const entries = entriesOf(value);
  if (entries === null || entries.length === 0) {
    const message = 'expected a list of categories, or a mapping from their names, with at least one';
    ctx.addIssue({ code: 'custom', message });
    return [];
  }
  const names = new Set<string>();
  return entries.flatMap(({ key, entry }) => {
    const parsed = category.safeParse(entry);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) ctx.addIssue({ ...issue, path: [key, ...issue.path] });
      return [];
    }
    const { name } = parsed.data;
    if (typeof key === 'string' && name !== key)
      ctx.addIssue({ code: 'custom', path: [key, 'name'], message: 'expected the name of its own key' });
    if (names.has(name))
      ctx.addIssue({ code: 'custom', path: [key], message: `"${name}" is declared twice` });
    names.add(name);
    return [parsed.data];
  });
});

/** Every category with the key that it stands under in the file; null for what is neither a list nor a mapping. */
function entriesOf(value: unknown): { key: string | number; entry: unknown }[] | null {
  if (Array.isArray(value)) {
    return value.map((entry: unknown, key) => ({
      key,
      entry: typeof entry === 'string' ? { name: entry } : entry,
    }));
  }
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).map(([name, settings]: [string, unknown]) => {
    // `name:` alone means a category with the defaults.
    const isMapping = typeof settings === 'object' && !Array.isArray(settings);
    return { key: name, entry: isMapping ? { name, ...settings } : settings };
  });
}

/** dataset_config.yaml: where the golden set comes from, and what it must hold. */
export const datasetSchema = z.strictObject({
  raw: z.string().min(1).default('data/raw/prompts.jsonl'),
  output: z.string().min(1).default('data/eval/golden_dataset.jsonl'),
  categories: categories.default(DEFAULT_CATEGORIES),
});
