import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { concatBytes } from '#lib/domain/bytes.ts';
import { fieldsOf, lengthDelimited } from '#lib/domain/metrics/bertscore/protobuf.ts';

const GRAPH = 7;
const INITIALIZER = 5;
const RAW_DATA = 9;
const EXTERNAL_DATA = 13;
/** data_location = EXTERNAL */
const IS_EXTERNAL = Uint8Array.of(14 * 8, 1);

/** Moves an ONNX file's weights into a file beside it, as exporters do with models of more than 2 GB. */
export function moveWeightsOut(modelFile: string, weightsName: string): void {
  const bytes = new Uint8Array(readFileSync(modelFile));
  let weights: Uint8Array = new Uint8Array(0);

  const entry = (key: string, value: string) => {
    const text = (content: string) => new TextEncoder().encode(content);
    return lengthDelimited(
      EXTERNAL_DATA,
      concatBytes(lengthDelimited(1, text(key)), lengthDelimited(2, text(value))),
    );
  };
  const tensor = (start: number, end: number) =>
    rebuild(bytes, start, end, (field) => {
      if (field.number !== RAW_DATA) return null;
      const place = [
        entry('location', weightsName),
        entry('offset', String(weights.length)),
        entry('length', String(field.end - field.start)),
      ];
      weights = concatBytes(weights, bytes.subarray(field.start, field.end));
      return place.reduce(concatBytes, IS_EXTERNAL);
    });
  const graph = (start: number, end: number) =>
    rebuild(bytes, start, end, (field) =>
      field.number === INITIALIZER ? lengthDelimited(INITIALIZER, tensor(field.start, field.end)) : null,
    );
  const model = rebuild(bytes, 0, bytes.length, (field) =>
    field.number === GRAPH ? lengthDelimited(GRAPH, graph(field.start, field.end)) : null,
  );
  writeFileSync(modelFile, model);
  writeFileSync(join(dirname(modelFile), weightsName), weights);
}

/** A message with some of its fields replaced; null keeps a field as it is. */
function rebuild(
  bytes: Uint8Array,
  from: number,
  to: number,
  replace: (field: { number: number; start: number; end: number }) => Uint8Array | null,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  let fieldStart = from;
  for (const field of fieldsOf(bytes, from, to)) {
    pieces.push(replace(field) ?? bytes.subarray(fieldStart, field.end));
    fieldStart = field.end;
  }
  return new Uint8Array(Buffer.concat(pieces));
}
