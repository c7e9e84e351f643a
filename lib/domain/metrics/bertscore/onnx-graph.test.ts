import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../bytes.ts';
import { findHiddenLayer } from './hidden-layer.ts';
import { additionalOutput, readOnnxGraph } from './onnx-graph.ts';
import { fieldsOf, lengthDelimited } from './protobuf.ts';

const fixtures = join(import.meta.dirname, '../../../testing/fixtures/tiny-bert-a');
const model = readFileSync(join(fixtures, 'onnx/model.onnx'));
const vectors = JSON.parse(readFileSync(join(fixtures, 'vectors.json'), 'utf8')) as {
  layer_outputs: Record<string, string>;
};

const text = (value: string) => new TextEncoder().encode(value);
const message = (...fields: [number, Uint8Array][]) =>
  fields.map(([number, content]) => lengthDelimited(number, content)).reduce(concatBytes, new Uint8Array(0));

describe('readOnnxGraph', () => {
  it('finds the names of a real model', () => {
    const graph = readOnnxGraph(model);
    expect(graph.outputs).toEqual(['last_hidden_state']);
    expect(graph.externalFiles).toEqual([]);
    expect(graph.nodeOutputs).toEqual(expect.arrayContaining(Object.values(vectors.layer_outputs)));
  });

  it('finds an output that was appended, and only appends', () => {
    const patched = concatBytes(model, additionalOutput('some/node_output_0'));
    const graph = readOnnxGraph(patched);
    expect(graph.outputs).toEqual(['last_hidden_state', 'some/node_output_0']);
    expect(graph.nodeOutputs).toEqual(readOnnxGraph(model).nodeOutputs);
    expect(patched.length - model.length).toBeLessThan(80);
  });

  it('finds the files of external weights, each once', () => {
    const tensor = (location: string) =>
      message(
        [13, message([1, text('offset')], [2, text('0')])],
        [13, message([1, text('location')], [2, text(location)])],
      );
    const graph = message(
      [5, tensor('model.onnx_data')],
      [5, tensor('model.onnx_data')],
      [5, tensor('more')],
    );
    expect(readOnnxGraph(message([7, graph])).externalFiles).toEqual(['model.onnx_data', 'more']);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['another protobuf', message([1, text('x')])],
    ['text', text('version https://git-lfs.github.com/spec/v1')],
    ['HTML', text('<!doctype html><html></html>')],
    ['half a model', model.subarray(0, 200_000)],
    ['a varint without end', new Uint8Array(20).fill(0xff)],
  ])('refuses %s', (_name, bytes) => {
    expect(() => readOnnxGraph(bytes)).toThrow(/no ONNX model/);
  });
});

describe('findHiddenLayer', () => {
  it.each(Object.entries(vectors.layer_outputs))('layer %s of the tiny model is %s', (layer, name) => {
    const found = findHiddenLayer(readOnnxGraph(model), Number(layer), 3);
    expect(found).toEqual({ name, isOutput: name === 'last_hidden_state' });
  });

  it.each([
    ['/encoder/layer.16/output/LayerNorm/LayerNormalization_output_0'],
    ['/roberta/encoder/layer.16/output/LayerNorm/Add_1_output_0'],
    ['encoder/layer.16/output/LayerNorm/Add_1_output_0'],
    ['/transformer/layer.16/output_layer_norm/LayerNormalization_output_0'],
    ['/distilbert/transformer/layer.16/output_layer_norm/Add_1_output_0'],
  ])('takes %s for layer 17', (name) => {
    const nodeOutputs = ['/encoder/layer.1/output/LayerNorm/LayerNormalization_output_0', name];
    const graph = { nodeOutputs, outputs: ['logits'], externalFiles: [] };
    expect(findHiddenLayer(graph, 17, 24)).toEqual({ name, isOutput: false });
    expect(findHiddenLayer({ ...graph, outputs: ['logits', name] }, 17, 24)).toEqual({
      name,
      isOutput: true,
    });
  });

  it.each([
    ['/encoder/layer.16/attention/output/LayerNorm/LayerNormalization_output_0'],
    ['/encoder/layer.16/output/LayerNorm/LayerNormalization_output_0_QuantizeLinear'],
    ['/encoder/layer.16/output/LayerNorm/Add_output_0'],
    ['/myencoder/layer.16/output/LayerNorm/Add_1_output_0'],
    ['/encoder/layer.116/output/LayerNorm/Add_1_output_0'],
  ])('does not take %s for layer 17', (name) => {
    const graph = { nodeOutputs: [name], outputs: ['last_hidden_state'], externalFiles: [] };
    expect(() => findHiddenLayer(graph, 17, 24)).toThrow("hidden layer 17 can't be reached");
  });

  it('refuses a layer that the model lacks, and one that two values could be', () => {
    const graph = {
      nodeOutputs: [
        '/a/encoder/layer.0/output/LayerNorm/Add_1_output_0',
        '/b/encoder/layer.0/output/LayerNorm/Add_1_output_0',
      ],
      outputs: [],
      externalFiles: [],
    };
    expect(() => findHiddenLayer(graph, 13, 12)).toThrow('the model has hidden layers 0 to 12, not 13');
    expect(() => findHiddenLayer(graph, 1.5, 12)).toThrow('not 1.5');
    expect(() => findHiddenLayer(graph, 1, 12)).toThrow('ambiguous');
  });
});

describe('protobuf', () => {
  it('reads what it writes, at any length', () => {
    const field = fc.tuple(
      fc.integer({ min: 1, max: 5000 }),
      fc.uint8Array({ maxLength: 20_000, size: 'max' }),
    );
    fc.assert(
      fc.property(fc.array(field, { maxLength: 4 }), (fields) => {
        const bytes = message(...fields);
        const found = [...fieldsOf(bytes)].map(({ number, start, end }) => [number, bytes.slice(start, end)]);
        expect(found).toEqual(fields.map(([number, content]) => [number, Uint8Array.from(content)]));
      }),
      { numRuns: 50 },
    );
  });
});
