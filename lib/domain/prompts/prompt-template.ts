import { z } from 'zod';
import { canonicalJson } from '../text/canonical-json.ts';

const PLACEHOLDER = /\{\{\s*prompt\s*\}\}/g;

/** A prompt file: how an example's prompt becomes the messages of a model call. */
export const promptTemplateSchema = z.strictObject({
  name: z.string().regex(/^[\w.-]+$/, 'expected letters, digits, _ . -'),
  system: z.string().min(1).optional(),
  /** `{{prompt}}` stands for the example's prompt. */
  user: z
    .string()
    .refine((text) => text.search(PLACEHOLDER) >= 0, 'expected {{prompt}} somewhere')
    .default('{{prompt}}'),
  /** Parameters of the model call; they go before those of scorer_config.yaml. */
  parameters: z.record(z.string(), z.unknown()).default({}),
});

export type PromptTemplate = z.infer<typeof promptTemplateSchema>;

export interface PromptMessage {
  role: 'system' | 'user';
  content: string;
}

/** The messages that ask a model for one answer; without a template the prompt alone. */
export function promptMessages(template: PromptTemplate | null, prompt: string): PromptMessage[] {
  const user = template ? template.user.replace(PLACEHOLDER, () => prompt) : prompt;
  return [
    ...(template?.system ? [{ role: 'system' as const, content: template.system }] : []),
    { role: 'user', content: user },
  ];
}

/** `name@` and eight hex digits of the content's hash: the same words have the same version everywhere. */
export function promptVersion(template: PromptTemplate, sha256Hex: (text: string) => string): string {
  return `${template.name}@${sha256Hex(canonicalJson(template)).slice(0, 8)}`;
}
