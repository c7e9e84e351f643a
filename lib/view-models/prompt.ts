import { z } from 'zod';

/** One message of a prompt; `role` is null where the prompt is plain text. */
export interface PromptPart {
  role: string | null;
  text: string;
}

const messagesSchema = z
  .array(
    z
      .object({ role: z.string(), content: z.unknown(), tool_calls: z.unknown() })
      .partial({ tool_calls: true }),
  )
  .min(1);
const contentPartSchema = z.looseObject({ type: z.string(), text: z.string().optional() });

/** A stored prompt is plain text, or the JSON text of a conversation's messages; reads either. */
export function readPrompt(prompt: string): PromptPart[] {
  if (!prompt.startsWith('[')) return [{ role: null, text: prompt }];
  const messages = messagesSchema.safeParse(parseJson(prompt));
  if (!messages.success) return [{ role: null, text: prompt }];
  return messages.data.map(({ role, content, tool_calls: toolCalls }) => ({
    role,
    text: textOf(content) || (toolCalls === undefined ? '' : JSON.stringify(toolCalls)),
  }));
}

/** The start of what the person asked, on one line. */
export function excerptOf(prompt: string, length = 160): string {
  const parts = readPrompt(prompt);
  const asked = parts.findLast((part) => part.role === 'user') ?? parts.at(-1);
  const line = (asked?.text ?? '').replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1).trimEnd()}…` : line;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part) => {
      const parsed = contentPartSchema.safeParse(part);
      if (!parsed.success) return '';
      return parsed.data.text ?? `[${parsed.data.type}]`;
    })
    .filter((text) => text !== '')
    .join('\n');
}
