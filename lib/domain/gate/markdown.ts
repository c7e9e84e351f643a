/*
 * Text of models, prompts and files in GitHub's Markdown: nothing in it may become markup, a mention, a reference to an
 * issue, a link, or a marker that tools look for.
 */

const PLAIN_NAME = /^[\w ./:+-]{1,200}$/;
/** Everything of ASCII that Markdown or HTML give a meaning to, and what begins a link. */
const SPECIAL = /[!-,:-@[-`{-~]/g;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A name such as a category or an id: a code span, in which nothing is markup. */
export function codeName(name: string): string {
  const flat = oneLine(name);
  if (PLAIN_NAME.test(flat) && flat.trim() === flat) return `\`${flat}\``;
  // A space at either end would vanish, and nothing at all is no code.
  return `<code>${entities(flat) || '&nbsp;'}</code>`;
}

/** A sentence with foreign text in it. */
export function plainText(text: string): string {
  return entities(oneLine(text));
}

/** A text of many lines as it is: `pre` takes no Markdown, and holds neither tags nor mentions. */
export function preformatted(text: string): string {
  return `<pre>${printable(text).replace(/[&<>]/g, entity)}</pre>`;
}

/** The beginning of a text, without half of a character at its end. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (${text.length - kept.length} more characters)`;
}

function entities(text: string): string {
  // A word joiner breaks mentions, references to issues and links: GitHub looks for them in the rendered text.
  return text
    .replace(/[@#](?=\w)/g, (sign) => `${sign}\u2060`)
    .replace(/\bGH-(?=\d)/gi, (sign) => `${sign}\u2060`)
    .replace(/:(?=\/\/)|www(?=\.)/gi, (start) => `${start}\u2060`)
    .replace(SPECIAL, (character) => (HARMLESS.has(character) ? character : entity(character)))
    .replace(UNDERSCORE_IN_WORD, '_');
}

/** Underscores inside of words are no emphasis; names stay readable. */
const UNDERSCORE_IN_WORD = /(?<=[a-z0-9])&#95;(?=[a-z0-9])/gi;

const HARMLESS = new Set(['%', ',', ';', '?', '=', "'", '"', '(', ')', '+', ':']);

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ');
}

/** Without control characters and marks that turn the direction of writing round; they are shown as what they are: unknown. */
function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROL, '\ufffd');
}
