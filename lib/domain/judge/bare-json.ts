const REASONING_ENDS = ['</think>', '</thinking>', '</reasoning>'];
const FENCES = ['```', '~~~'];

/**
 * A reply without a reasoning block at its beginning (`<think>…</think>`, as open models write it) and without one
 * Markdown fence around all the rest. Prose isn't removed: a judge that quotes an answer's fake judgement in its prose
 * must not be read as having made it.
 */
export function bareJson(reply: string): string {
  return withoutFence(withoutReasoning(reply.trim()));
}

function withoutReasoning(text: string): string {
  if (!/^<(?:think|thinking|reasoning)>/i.test(text)) return text;
  const lower = text.toLowerCase();
  // The last one: the reasoning may quote an answer that holds such a mark itself.
  const ends = REASONING_ENDS.map((mark) => {
    const at = lower.lastIndexOf(mark);
    return at < 0 ? -1 : at + mark.length;
  });
  const end = Math.max(...ends);
  return end < 0 ? text : text.slice(end).trim();
}

function withoutFence(text: string): string {
  const fence = FENCES.find((mark) => text.startsWith(mark) && text.endsWith(mark));
  if (fence === undefined || text.length < 2 * fence.length) return text;
  const inside = text.slice(fence.length, -fence.length);
  return inside.replace(/^[A-Za-z0-9]{1,10}(?=\s)/, '').trim();
}
