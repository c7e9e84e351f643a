/** Letters of scripts that put no spaces between words: no border is looked for beside them. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const WORDY = /[\p{L}\p{M}\p{N}]/u;

/** Text in the form in which phrases are looked for: one kind of apostrophe and space, no difference of case. */
export function plainText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/[’‘ʼ]/g, "'").replaceAll(/\s+/g, ' ');
}

/** Whether a text in plain form holds a phrase in plain form, as whole words. */
export function hasPhrase(text: string, phrase: string): boolean {
  if (phrase === '') return false;
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length;
    if (isBorder(text, at) && isBorder(text, end)) return true;
  }
  return false;
}

/** Whether a word may end before this place and another begin: not between two letters of one word. */
function isBorder(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  const before = charBefore(text, at);
  const after = String.fromCodePoint(text.codePointAt(at) ?? 0x20);
  if (UNSPACED.test(before) || UNSPACED.test(after)) return true;
  return !(WORDY.test(before) && WORDY.test(after));
}

function charBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  return text.slice(at - (isLow && at > 1 ? 2 : 1), at);
}
