import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent } from 'undici';
import { readOnnxGraph } from '#lib/domain/metrics/bertscore/onnx-graph.ts';
import { messageOf } from '#lib/domain/text/message-of.ts';
import { JSON_FILES, onnxPath, parseJsonObject, type ModelFiles } from '../tokens/model-files.ts';
import { downloadFile, DownloadRefused, type DownloadProgress } from './download-file.ts';

export interface HubOptions {
  /** Such as `https://huggingface.co`. */
  hubUrl: string;
  /** Models are kept in `<cacheDir>/<owner>/<name>`. */
  cacheDir: string;
  onProgress: (progress: DownloadProgress) => void;
  /** Milliseconds to wait for a connection, and for the next byte. */
  connectTimeoutMs: number;
  stallTimeoutMs: number;
}

/** Account with ONNX files of the best-known models; it stands in for the owner that a name lacks. */
const DEFAULT_OWNER = 'Xenova';

const HUB_NAME = /^\w[\w.-]*\/\w[\w.-]*$/;
const FILE_NAME = /^\w[\w.-]*$/;

/**
 * The files of a hub model, downloaded unless they are in the cache already. Throws with a reason for people when the
 * name is none, the hub can't be reached or has no such files.
 */
export async function fetchHubModel(model: string, dtype: string, options: HubOptions): Promise<ModelFiles> {
  const repository = model.includes('/') ? model : `${DEFAULT_OWNER}/${model}`;
  if (!HUB_NAME.test(repository))
    throw new Error(`there is no folder ${model}, and no hub model is called so`);
  const folder = join(options.cacheDir, ...repository.split('/'));
  const dispatcher = new Agent({
    connect: { timeout: options.connectTimeoutMs },
    headersTimeout: options.stallTimeoutMs,
    bodyTimeout: options.stallTimeoutMs,
  });
  const base = `${options.hubUrl.replace(/\/+$/, '')}/${repository}/resolve/main`;

  async function ensure(path: string, check: (file: string) => Promise<void>): Promise<void> {
    const target = join(folder, ...path.split('/'));
    if (existsSync(target)) return;
    const label = `${repository}/${path}`;
    try {
      const url = `${base}/${path}`;
      await downloadFile({ url, label, target, dispatcher, onProgress: options.onProgress, check });
    } catch (error) {
      throw new Error(explain(error, { label, repository, hubUrl: options.hubUrl }), { cause: error });
    }
  }

  try {
    for (const path of JSON_FILES) {
      await ensure(path, async (file) => {
        parseJsonObject(await readFile(file, 'utf8'), `${repository}/${path} of the hub`);
      });
    }
    const path = onnxPath(dtype);
    // Files with the weights come first: once the model's own file is there, it is complete.
    await ensure(path, async (file) => {
      for (const name of readOnnxGraph(await readFile(file)).externalFiles) {
        if (!FILE_NAME.test(name)) throw new Error(`${repository}/${path} wants weights from ${name}`);
        await ensure(`onnx/${name}`, () => Promise.resolve());
      }
    });
    return { name: model, folder, model: join(folder, ...path.split('/')) };
  } finally {
    await dispatcher.destroy();
  }
}

interface Circumstances {
  label: string;
  repository: string;
  hubUrl: string;
}

function explain(error: unknown, { label, repository, hubUrl }: Circumstances): string {
  if (error instanceof DownloadRefused) {
    if (error.status === 404) return `the model hub ${hubUrl} has no ${label}${hintOf(repository)}`;
    if (error.status === 401 || error.status === 403)
      return `the model hub ${hubUrl} has no public model ${repository} (it answered ${error.status})`;
    return `the model hub ${hubUrl} answered ${error.status} for ${label}`;
  }
  if (!(error instanceof Error)) return String(error);
  // What fetch says is in its cause: "fetch failed" alone tells nobody anything.
  const cause = error.cause instanceof Error ? error.cause : null;
  if (!cause) return error.message;
  return `${label} can't be downloaded from ${hubUrl}: ${reasonOf(cause)}`;
}

/** Many original models come without ONNX files. */
function hintOf(repository: string): string {
  const [owner, name] = repository.split('/');
  return owner === DEFAULT_OWNER ? '' : `; ${DEFAULT_OWNER}/${name ?? ''} may have it`;
}

function reasonOf(error: Error): string {
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map((one) => messageOf(one)).join('; ');
  return error.message;
}
