import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** Where a model's files lie, in the Hugging Face layout. */
export interface ModelFiles {
  /** What the model is called: its hub name, or its folder's. */
  name: string;
  folder: string;
  /** The `.onnx` file. */
  model: string;
}

/** Suffixes of the hub's ONNX files by number format. */
const SUFFIXES: Readonly<Record<string, string>> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
};

export const JSON_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;

/** Path within a model of its ONNX file in this number format. */
export function onnxPath(dtype: string): string {
  return `onnx/model${SUFFIXES[dtype] ?? `_${dtype}`}.onnx`;
}

/** The files of a local folder. Throws when one is missing; the message names it. */
export function findLocalModel(path: string, dtype: string): ModelFiles {
  const folder = resolve(path);
  const inOnnx = join(folder, onnxPath(dtype));
  const beside = join(folder, basename(inOnnx));
  const model = existsSync(inOnnx) || !existsSync(beside) ? inOnnx : beside;
  const missing = [...JSON_FILES.map((name) => join(folder, name)), model].filter(
    (file) => !existsSync(file),
  );
  if (missing.length > 0) throw new Error(`the model folder lacks ${missing.join(', ')}`);
  return { name: basename(folder), folder, model };
}

/** Contents of the three JSON files. */
export async function readModelFiles({ folder }: ModelFiles): Promise<{
  config: object;
  tokenizer: object;
  tokenizerConfig: object;
}> {
  const read = async (name: string): Promise<object> =>
    parseJsonObject(await readFile(join(folder, name), 'utf8'), join(folder, name));
  const [config, tokenizer, tokenizerConfig] = await Promise.all([
    read('config.json'),
    read('tokenizer.json'),
    read('tokenizer_config.json'),
  ]);
  return { config, tokenizer, tokenizerConfig };
}

/** Throws with the source's name when the text is no JSON object. */
export function parseJsonObject(text: string, source: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${source} is no JSON`);
  }
  if (typeof value !== 'object' || value === null) throw new Error(`${source} is no JSON object`);
  return value;
}
