import type { OnnxGraph } from './onnx-graph.ts';

/** The graph's value that holds a hidden layer, and whether the model returns it already. */
export interface HiddenLayer {
  name: string;
  isOutput: boolean;
}

const LAST = 'last_hidden_state';

/**
 * Finds hidden layer `layer` (0 is the embeddings' output) of a model with `layers` of them by the names that PyTorch's
 * exporter gives. Throws when the graph has no such value, as in quantised or fused models that lost their names.
 */
export function findHiddenLayer(graph: OnnxGraph, layer: number, layers: number): HiddenLayer {
  if (!Number.isInteger(layer) || layer < 0 || layer > layers)
    throw new Error(`the model has hidden layers 0 to ${layers}, not ${layer}`);
  if (layer === layers && graph.outputs.includes(LAST)) return { name: LAST, isOutput: true };
  const pattern = namePattern(layer);
  const names = [...new Set([...graph.outputs, ...graph.nodeOutputs])].filter((name) => pattern.test(name));
  const [name, another] = names;
  if (name === undefined) {
    throw new Error(
      `hidden layer ${layer} can't be reached in this ONNX file: no node output matches ${pattern.source}`,
    );
  }
  if (another !== undefined)
    throw new Error(`hidden layer ${layer} is ambiguous in this ONNX file: ${name} and ${another}`);
  return { name, isOutput: graph.outputs.includes(name) };
}

/** Older exports take LayerNorm apart; its last step is then an addition. */
function namePattern(layer: number): RegExp {
  const norm =
    layer === 0
      ? 'embeddings/LayerNorm'
      : `(?:encoder|transformer)/layer\\.${layer - 1}/(?:output/LayerNorm|output_layer_norm)`;
  return new RegExp(`(?:^|/)${norm}/(?:LayerNormalization|Add_1)_output_0$`);
}
