/**
 * Takes the elements of one long array out of a JSON object while its text arrives in pieces: `{"a":1,"items":[…,…]}`.
 * The elements come out as texts one by one, so that nobody has to parse the whole at once. What isn't JSON comes out as
 * texts that don't parse.
 */
export class ArraySplitter {
  private readonly member: string;
  private rest = '';
  private element = '';
  private depth = 0;
  private inArray = false;
  private inString = false;
  private isEscaped = false;
  private isFirst = true;
  private isDone = false;
  private text = '';
  private key: string | null = null;

  /** @param member name of the member of the outermost object that holds the array */
  constructor(member: string) {
    this.member = member;
  }

  /** The elements that this piece completes. */
  push(chunk: string): string[] {
    const elements: string[] = [];
    let from = 0;
    let textFrom = 0;
    let i = 0;
    const keep = (until: number) => {
      if (this.inArray) this.element += chunk.slice(from, until);
      else this.rest += chunk.slice(from, until);
      from = until;
    };
    while (i < chunk.length) {
      if (this.isEscaped) {
        this.isEscaped = false;
        i += 1;
        continue;
      }
      const found = next(this.inString ? STRING_END : STRUCTURE, chunk, i);
      if (found < 0) break;
      const character = chunk.charAt(found);
      i = found + 1;
      if (this.inString) {
        if (character === '\\') this.isEscaped = true;
        else {
          this.inString = false;
          if (this.depth === 1) this.text += chunk.slice(textFrom, found);
        }
        continue;
      }
      switch (character) {
        case '"':
          this.inString = true;
          this.text = '';
          textFrom = i;
          break;
        case ':':
          if (this.depth === 1) this.key = unescaped(this.text);
          break;
        case ',':
          if (this.depth === 1) this.key = null;
          else if (this.inArray && this.depth === 2) {
            keep(found);
            elements.push(this.take());
            from = i;
          }
          break;
        case '{':
        case '[':
          this.depth += 1;
          if (character === '[' && this.depth === 2 && this.key === this.member && !this.isDone) {
            keep(i);
            this.inArray = true;
          }
          break;
        default:
          if (this.inArray && this.depth === 2) {
            keep(found);
            if (!this.isFirst || this.element.trim() !== '') elements.push(this.take());
            this.inArray = false;
            this.isDone = true;
          }
          this.depth -= 1;
      }
    }
    if (this.inString && this.depth === 1) this.text += chunk.slice(textFrom);
    keep(chunk.length);
    return elements;
  }

  /** The object's text with the array empty. (A second member of the same name stays as it is.) */
  finish(): string {
    return this.rest;
  }

  private take(): string {
    const element = this.element;
    this.element = '';
    this.isFirst = false;
    return element;
  }
}

const STRING_END = /["\\]/g;
const STRUCTURE = /["[\]{},:]/g;

function next(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

function unescaped(text: string): string | null {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return null;
  }
}
