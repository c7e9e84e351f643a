/**
 * Takes the elements of one long array out of a JSON object while its text arrives in pieces: `{"a":1,"items":[…,…]}`, or
 * further in: `{"a":{"items":[…]}}`. The elements come out as texts one by one, so that nobody has to parse the whole at once. What isn't JSON comes out as
 * texts that don't parse.
 */
export class ArraySplitter {
  private readonly paths: readonly (readonly string[])[];
  private readonly mostKeys: number;
  private rest = '';
  private element = '';
  private depth = 0;
  private inArray = false;
  private inString = false;
  private isEscaped = false;
  private isFirst = true;
  private isDone = false;
  private text = '';
  /** The member that the text is in now, of each object from the outermost on. */
  private readonly keys: (string | null)[] = [];
  private arrayDepth = 0;

  /** @param paths where the array may be: names of members, from the outermost object on; the first that is found counts */
  constructor(...paths: readonly (readonly string[])[]) {
    this.paths = paths;
    this.mostKeys = Math.max(...paths.map((path) => path.length));
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
          if (this.isNearTop()) this.text += chunk.slice(textFrom, found);
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
          if (this.isNearTop()) this.keys[this.depth - 1] = unescaped(this.text);
          break;
        case ',':
          if (this.isNearTop()) this.keys[this.depth - 1] = null;
          else if (this.inArray && this.depth === this.arrayDepth) {
            keep(found);
            elements.push(this.take());
            from = i;
          }
          break;
        case '{':
        case '[':
          this.depth += 1;
          if (character === '[' && this.isAtArray()) {
            keep(i);
            this.inArray = true;
            this.arrayDepth = this.depth;
          } else if (this.isNearTop()) this.keys[this.depth - 1] = null;
          break;
        default:
          if (this.inArray && this.depth === this.arrayDepth) {
            keep(found);
            if (!this.isFirst || this.element.trim() !== '') elements.push(this.take());
            this.inArray = false;
            this.isDone = true;
          }
          this.depth -= 1;
      }
    }
    if (this.inString && this.isNearTop()) this.text += chunk.slice(textFrom);
    keep(chunk.length);
    return elements;
  }

  /** The object's text with the array empty. (A second member of the same name stays as it is.) */
  finish(): string {
    return this.rest;
  }

  /** Whether names of members matter here. */
  private isNearTop(): boolean {
    return !this.inArray && this.depth <= this.mostKeys;
  }

  /** Whether the bracket that was just opened is the array's. */
  private isAtArray(): boolean {
    if (this.isDone || this.inArray) return false;
    return this.paths.some(
      (path) => path.length === this.depth - 1 && path.every((name, level) => this.keys[level] === name),
    );
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
