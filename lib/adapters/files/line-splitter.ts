/** One line without its line break. */
export interface LineBytes {
  /** Counted from 1. */
  number: number;
  /** Null when the line is longer than allowed. */
  bytes: Buffer | null;
  length: number;
  isTerminated: boolean;
}

const LF = 0x0a;
const CR = 0x0d;

/** Cuts chunks of bytes into lines at LF (a CR before it goes too). Keeps at most one line of the allowed length. */
export class LineSplitter {
  readonly #mostBytes: number;
  #number = 0;
  #pieces: Buffer[] = [];
  #length = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** The lines that the chunk completes. */
  push(chunk: Buffer): LineBytes[] {
    const lines: LineBytes[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      this.#keep(chunk.subarray(start, end));
      lines.push(this.#line(true));
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
    return lines;
  }

  /** The last line, when no line break followed it. */
  end(): LineBytes[] {
    return this.#length === 0 ? [] : [this.#line(false)];
  }

  #keep(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.#mostBytes) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  #line(isTerminated: boolean): LineBytes {
    this.#number += 1;
    const length = this.#length;
    const [only, ...more] = this.#pieces;
    const bytes = more.length === 0 ? (only ?? Buffer.alloc(0)) : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#length = 0;
    const isTooLong = length > this.#mostBytes;
    return { number: this.#number, bytes: isTooLong ? null : withoutCr(bytes), length, isTerminated };
  }
}

function withoutCr(bytes: Buffer): Buffer {
  return bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
}
