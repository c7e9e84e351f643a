// Scripts without spaces between words: each character is a token. Elsewhere a run of letters and digits is one.
const ALONE = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}`;
const TOKEN = new RegExp(
  String.raw`(?=[\p{L}\p{N}])[${ALONE}]\p{M}*|(?:(?![${ALONE}])[\p{L}\p{N}]\p{M}*)+`,
  'gu',
);

/** Lower-case alphanumeric tokens of a text in any script, the first so many. */
export function alphanumericTokens(text: string, most = Number.POSITIVE_INFINITY): string[] {
  const tokens: string[] = [];
  for (const [token] of text.normalize('NFKC').toLowerCase().matchAll(TOKEN)) {
    if (tokens.length >= most) break;
    tokens.push(token);
  }
  return tokens;
}
