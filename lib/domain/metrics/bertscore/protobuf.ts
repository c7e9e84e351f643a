/** One field of a protobuf message: a number, or the place of its bytes. */
export interface ProtobufField {
  number: number;
  /** Of a length-delimited field its bytes lie in [start, end); of others the range is empty. */
  start: number;
  end: number;
}

/** The fields of the message in [start, end), in their order. Throws where the bytes aren't protobuf. */
export function* fieldsOf(
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
): Generator<ProtobufField, void, undefined> {
  const cursor = { at: start };
  while (cursor.at < end) {
    const tag = readVarint(bytes, cursor, end);
    const number = Math.floor(tag / 8);
    let length = 0;
    switch (tag % 8) {
      case 0:
        readVarint(bytes, cursor, end);
        break;
      case 1:
        cursor.at += 8;
        break;
      case 2:
        length = readVarint(bytes, cursor, end);
        break;
      case 5:
        cursor.at += 4;
        break;
      default:
        throw malformed(cursor.at);
    }
    if (number === 0 || cursor.at + length > end) throw malformed(cursor.at);
    yield { number, start: cursor.at, end: cursor.at + length };
    cursor.at += length;
  }
}

/** A number in protobuf's variable length; exact up to 2^53, which no length in a file exceeds. */
function readVarint(bytes: Uint8Array, cursor: { at: number }, end: number): number {
  let value = 0;
  let factor = 1;
  for (let count = 0; count < 10 && cursor.at < end; count += 1) {
    const byte = bytes[cursor.at] ?? 0;
    cursor.at += 1;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
    factor *= 128;
  }
  throw malformed(cursor.at);
}

function malformed(at: number): Error {
  return new Error(`the bytes near ${at} are no ONNX model (no valid protobuf)`);
}

/** A length-delimited field: its tag, the length of its content, its content. */
export function lengthDelimited(number: number, content: Uint8Array): Uint8Array {
  const head = [...varint(number * 8 + 2), ...varint(content.length)];
  const field = new Uint8Array(head.length + content.length);
  field.set(head);
  field.set(content, head.length);
  return field;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}
