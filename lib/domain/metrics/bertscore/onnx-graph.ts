import { fieldsOf, lengthDelimited } from './protobuf.ts';

/** What the scorer wants to know about an ONNX model. */
export interface OnnxGraph {
  /** Names of the values that nodes make. */
  nodeOutputs: readonly string[];
  /** Names of the values that a run can return. */
  outputs: readonly string[];
  /** Files beside the model that hold its weights. */
  externalFiles: readonly string[];
}

// Field numbers of onnx.proto.
const MODEL = { graph: 7 };
const GRAPH = { node: 1, initializer: 5, output: 12 };
const NODE = { output: 2 };
const VALUE_INFO = { name: 1 };
const TENSOR = { externalData: 13 };
const ENTRY = { key: 1, value: 2 };

/** Reads names out of the bytes of an `.onnx` file, without its weights. Throws when it isn't one. */
export function readOnnxGraph(bytes: Uint8Array): OnnxGraph {
  const decoder = new TextDecoder();
  const nodeOutputs: string[] = [];
  const outputs: string[] = [];
  const externalFiles = new Set<string>();
  const textOf = ({ start, end }: Range) => decoder.decode(bytes.subarray(start, end));
  const partsOf = ({ start, end }: Range, number: number) =>
    [...fieldsOf(bytes, start, end)].filter((field) => field.number === number);

  const readTensor = (tensor: Range): void => {
    for (const entry of partsOf(tensor, TENSOR.externalData)) {
      const [key] = partsOf(entry, ENTRY.key);
      const [value] = partsOf(entry, ENTRY.value);
      if (key && value && textOf(key) === 'location') externalFiles.add(textOf(value));
    }
  };
  const graphs = [...partsOf({ start: 0, end: bytes.length }, MODEL.graph)];
  if (graphs.length === 0) throw new Error('the file is no ONNX model: it has no graph');
  // A message that stands several times is the sum of its parts.
  for (const graph of graphs) {
    for (const field of fieldsOf(bytes, graph.start, graph.end)) {
      if (field.number === GRAPH.node) nodeOutputs.push(...partsOf(field, NODE.output).map(textOf));
      else if (field.number === GRAPH.output) outputs.push(...partsOf(field, VALUE_INFO.name).map(textOf));
      else if (field.number === GRAPH.initializer) readTensor(field);
    }
  }
  return { nodeOutputs, outputs, externalFiles: [...externalFiles] };
}

interface Range {
  start: number;
  end: number;
}

/**
 * Bytes that make a node's value an output of the model when they are appended to its file. Protobuf merges a message that
 * stands twice, so the graph gets one more output; the runtime finds out its type.
 */
export function additionalOutput(name: string): Uint8Array {
  const valueInfo = lengthDelimited(VALUE_INFO.name, new TextEncoder().encode(name));
  return lengthDelimited(MODEL.graph, lengthDelimited(GRAPH.output, valueInfo));
}
