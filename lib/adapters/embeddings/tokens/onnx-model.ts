import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { halfToNumber } from '#lib/domain/metrics/bertscore/half-float.ts';
import { findHiddenLayer } from '#lib/domain/metrics/bertscore/hidden-layer.ts';
import { normaliseVectors } from '#lib/domain/metrics/bertscore/matching.ts';
import { additionalOutput, readOnnxGraph } from '#lib/domain/metrics/bertscore/onnx-graph.ts';

/** A transformer that gives one of its hidden layers. */
export interface OnnxModel {
  /** One array of unit vectors, token after token, for each text; padding is masked and left out. */
  run: (batch: readonly (readonly number[])[]) => Promise<Float32Array[]>;
  /** Of one vector; 0 before the first run. */
  readonly dimensions: number;
  close: () => Promise<void>;
}

const ONLY_FATAL = 4; // what goes wrong is thrown; the runtime need not write it to the terminal as well

/** Loads a model file, with the weights in files beside it, and makes hidden layer `layer` an output where it isn't one. */
export async function openOnnxModel(file: string, layer: number, layers: number): Promise<OnnxModel> {
  const bytes = await readFile(file, PATCH_ROOM);
  const model = bytes.subarray(0, bytes.length - PATCH_ROOM);
  const hidden = findHiddenLayer(readOnnxGraph(model), layer, layers);
  const patch = hidden.isOutput ? new Uint8Array(0) : additionalOutput(hidden.name);
  bytes.set(patch, model.length);
  const session = await InferenceSession.create(bytes.subarray(0, model.length + patch.length), {
    logSeverityLevel: ONLY_FATAL,
    extra: { session: { model_external_initializers_file_folder_path: dirname(file) } },
  });
  const unknown = session.inputNames.filter((name) => !Object.hasOwn(INPUTS, name));
  if (unknown.length > 0) throw new Error(`the model wants inputs that nobody has: ${unknown.join(', ')}`);
  let dimensions = 0;
  return {
    run: async (batch) => {
      const length = Math.max(...batch.map((ids) => ids.length));
      const feeds = Object.fromEntries(
        session.inputNames.map((name) => [name, inputTensor(INPUTS[name], batch, length)]),
      );
      const output = (await session.run(feeds, [hidden.name]))[hidden.name];
      const data = output ? floatsOf(output) : null;
      dimensions = output?.dims[2] ?? 0;
      if (data?.length !== batch.length * length * dimensions || dimensions === 0)
        throw new Error(`hidden layer ${layer} doesn't hold one vector a token`);
      return batch.map((ids, row) => {
        const start = row * length * dimensions;
        return normaliseVectors(data.slice(start, start + ids.length * dimensions), dimensions);
      });
    },
    get dimensions() {
      return dimensions;
    },
    close: () => session.release(),
  };
}

/** Larger than any patch: a tag or two and the name of a node. */
const PATCH_ROOM = 4_096;

/** The file's bytes with room behind them. (The standard library's readFile ends at 2 GiB.) */
async function readFile(file: string, room: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(size + room);
    for (let at = 0; at < size;) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(size - at, 2 ** 28), at);
      if (bytesRead === 0) throw new Error(`${file} became shorter while it was read`);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

/** What each input holds at a token, and at padding 0. */
const INPUTS: Readonly<Record<string, (ids: readonly number[], at: number) => number>> = {
  input_ids: (ids, at) => ids[at] ?? 0,
  attention_mask: () => 1,
  token_type_ids: () => 0,
};

function inputTensor(
  valueAt: ((ids: readonly number[], at: number) => number) | undefined,
  batch: readonly (readonly number[])[],
  length: number,
): Tensor {
  const data = new BigInt64Array(batch.length * length);
  batch.forEach((ids, row) => {
    ids.forEach((_, at) => (data[row * length + at] = BigInt(valueAt?.(ids, at) ?? 0)));
  });
  return new Tensor('int64', data, [batch.length, length]);
}

function floatsOf(tensor: Tensor): Float32Array {
  if (tensor.data instanceof Float32Array) return tensor.data;
  if (tensor.type === 'float16' && ArrayBuffer.isView(tensor.data)) {
    const { buffer, byteOffset, byteLength } = tensor.data;
    const halves = new DataView(buffer, byteOffset, byteLength);
    return Float32Array.from({ length: byteLength / 2 }, (_, at) =>
      halfToNumber(halves.getUint16(2 * at, true)),
    );
  }
  throw new Error(`the model's vectors are ${tensor.type}, which can't be read`);
}
