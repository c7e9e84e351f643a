/**
 * Sets members of a JSON object and leaves every other byte of its text as it was written: white space, escapes and digits
 * beyond a double's included. Without changes the text itself is returned.
 *
 * @param text a JSON object; anything else has been refused before
 */
export function rewriteTopLevel(text: string, changes: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(changes);
  if (names.length === 0) return text;
  const members = topLevelMembers(text);
  // A name that occurs twice counts with its last value; both are set. From the back, so that positions stay right.
  const changed = members
    .filter(({ name }) => Object.hasOwn(changes, name))
    .reduceRight(
      (result, { name, start, end }) =>
        result.slice(0, start) + JSON.stringify(changes[name]) + result.slice(end),
      text,
    );
  const added = names
    .filter((name) => !members.some((member) => member.name === name))
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(changes[name])}`);
  if (added.length === 0) return changed;
  const end = changed.lastIndexOf('}');
  const comma = members.length === 0 ? '' : ',';
  return `${changed.slice(0, end)}${comma}${added.join(',')}${changed.slice(end)}`;
}

/** Where a member's value stands in the text. */
interface MemberSpan {
  name: string;
  start: number;
  end: number;
}

function topLevelMembers(text: string): MemberSpan[] {
  const members: MemberSpan[] = [];
  let at = skip(text, text.indexOf('{') + 1);
  while (text[at] === '"') {
    const nameEnd = endOfString(text, at);
    const name = JSON.parse(text.slice(at, nameEnd)) as string;
    const start = skip(text, text.indexOf(':', nameEnd) + 1);
    const end = endOfValue(text, start);
    members.push({ name, start, end });
    const next = skip(text, end);
    at = text[next] === ',' ? skip(text, next + 1) : next;
  }
  return members;
}

/** The first position from here that isn't white space. */
function skip(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at += 1;
  return at;
}

/** Behind the closing quote of the string that begins here. */
function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  const mark = first === '{' || first === '[' ? /["{}[\]]/g : /[\s,}]/g;
  mark.lastIndex = start;
  let depth = 0;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const [sign] = found;
    if (sign === '"') mark.lastIndex = endOfString(text, found.index);
    else if (sign === '{' || sign === '[') depth += 1;
    else if (depth === 0) return found.index;
    else if (--depth === 0) return mark.lastIndex;
  }
  return text.length;
}
