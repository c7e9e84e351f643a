/**
 * Tokens as Google's rouge_score makes them by default: lower-case first (so that U+212A becomes `k`), then runs of
 * ASCII letters and digits; everything else separates. Source: google-research rouge/tokenize.py.
 */
export function rougeTokens(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
