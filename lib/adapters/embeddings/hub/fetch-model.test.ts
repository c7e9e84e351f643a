import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { moveWeightsOut } from '#lib/testing/external-weights.ts';
import { startFakeUpstream, type Scenario, type Turn } from '#lib/testing/fake-upstream.ts';
import {
  scoreDistance,
  tinyBertFolder,
  tinyBertTolerance as tolerance,
  tinyBertVectors,
} from '#lib/testing/tiny-bert.ts';
import { openEmbeddingMetric } from '../open.ts';
import type { DownloadProgress } from './download-file.ts';

const workerFile = join(import.meta.dirname, '../worker.ts');
const ETAG = '"v1"';

function temporaryFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'lrg-hub-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const pathOf = ({ call }: Turn) => call.path.replace(/^\/v1\//, '');
const isModelFile = (turn: Turn) => pathOf(turn).endsWith('/onnx/model.onnx');

/** Serves a folder as the files of any repository, with ranges. */
function serves(folder: string): Scenario {
  return (turn) => {
    const file = join(folder, pathOf(turn).replace(/^[^/]+\/[^/]+\/resolve\/main\//, ''));
    if (!existsSync(file)) {
      turn.response.writeHead(404).end('Entry not found');
      return;
    }
    const bytes = readFileSync(file);
    const range = /^bytes=(\d+)-$/.exec(turn.call.headers.range ?? '');
    const start = range && turn.call.headers['if-range'] === ETAG ? Number(range[1]) : 0;
    const part = bytes.subarray(start);
    const headers = { etag: ETAG, 'content-length': part.length };
    turn.response.writeHead(start > 0 ? 206 : 200, headers).end(part);
  };
}

/** Sends half of what the other scenario would, then closes the connection. */
function halfOf(folder: string, etag: string | null, end: (turn: Turn) => void): Scenario {
  return async (turn) => {
    const bytes = readFileSync(join(folder, 'onnx/model.onnx'));
    turn.response.writeHead(200, { 'content-length': bytes.length, ...(etag === null ? {} : { etag }) });
    await turn.write(bytes.subarray(0, bytes.length / 2));
    end(turn);
  };
}

async function start(folder = tinyBertFolder) {
  const hub = await startFakeUpstream();
  onTestFinished(() => hub.close());
  hub.play(serves(folder));
  const cacheDir = join(temporaryFolder(), 'models');
  const progress: DownloadProgress[] = [];
  const open = async (changes: { model?: string; layer?: number } = {}, hubUrl = hub.baseUrl) => {
    const settings = { model: 'tiny', layer: 2, ...changes };
    const opening = await openEmbeddingMetric({
      settings: { kind: 'bertscore', dtype: 'fp32', idf: false, rescale: false, ...settings },
      references: [],
      cacheDir,
      hubUrl,
      workerFile,
      onProgress: (step) => progress.push(step),
      connectTimeoutMs: 500,
      stallTimeoutMs: 300,
    });
    if (opening.ok) onTestFinished(() => opening.metric.close());
    return opening;
  };
  const reasonOf = async (...given: Parameters<typeof open>) => {
    const opening = await open(...given);
    return opening.ok ? 'it opened' : opening.reason;
  };
  const paths = () => hub.calls.map((call) => call.path.replace('/v1/Xenova/tiny/resolve/main/', ''));
  /** Answers requests for the model's file with these scenarios, one by one, and all others as usual. */
  const playForModelFile = (...scenarios: Scenario[]) =>
    hub.play((turn) => (isModelFile(turn) ? (scenarios.shift() ?? serves(folder)) : serves(folder))(turn));
  return { hub, cacheDir, progress, open, reasonOf, paths, playForModelFile };
}

async function worstOf(opening: Awaited<ReturnType<typeof openEmbeddingMetric>>) {
  if (!opening.ok) throw new Error(opening.reason);
  const distances = await Promise.all(
    tinyBertVectors.pairs.map(async ({ reference, candidate, plain }) =>
      scoreDistance(await opening.metric.score(reference, candidate), plain['2']),
    ),
  );
  return Math.max(...distances);
}

const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];

describe('a model of the hub', () => {
  it('is downloaded, with progress, once; later it needs no hub', async () => {
    const { hub, cacheDir, progress, open, paths } = await start();
    const opening = await open();
    expect(await worstOf(opening)).toBeLessThanOrEqual(tolerance.scores);
    expect(opening.ok && opening.metric.identity).toMatchObject({ metric: 'token_greedy_f1', model: 'tiny' });
    expect(paths()).toEqual(FILES);
    const size = readFileSync(join(tinyBertFolder, 'onnx/model.onnx')).length;
    expect(progress.at(-1)).toEqual({
      file: 'Xenova/tiny/onnx/model.onnx',
      receivedBytes: size,
      totalBytes: size,
      share: 1,
    });
    expect(progress.filter(({ file }) => file.endsWith('model.onnx')).length).toBeGreaterThan(1);
    const folder = join(cacheDir, 'Xenova/tiny');
    expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual(
      ['onnx', ...FILES].sort(),
    );
    await hub.close();
    expect((await open()).ok).toBe(true);
  });

  it('may have an owner, and weights in further files', async () => {
    const folder = temporaryFolder();
    cpSync(tinyBertFolder, folder, { recursive: true });
    moveWeightsOut(join(folder, 'onnx/model.onnx'), 'model.onnx_data');
    const { hub, open } = await start(folder);
    const opening = await open({ model: 'somebody/large.one' });
    expect(await worstOf(opening)).toBeLessThanOrEqual(tolerance.scores);
    const names = [...FILES, 'onnx/model.onnx_data'];
    expect(hub.calls.map((call) => call.path)).toEqual(
      names.map((name) => `/v1/somebody/large.one/resolve/main/${name}`),
    );
  });

  it('goes on where a download broke', async () => {
    const { open, hub, playForModelFile } = await start();
    playForModelFile(halfOf(tinyBertFolder, ETAG, (turn) => turn.cut()));
    expect(await worstOf(await open())).toBeLessThanOrEqual(tolerance.scores);
    const size = readFileSync(join(tinyBertFolder, 'onnx/model.onnx')).length;
    const { headers } = hub.lastCall;
    expect(headers['if-range']).toBe(ETAG);
    expect(Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1])).toBeLessThanOrEqual(size / 2);
  });

  it('starts again where the server names no version of the file', async () => {
    const { open, hub, playForModelFile } = await start();
    playForModelFile(halfOf(tinyBertFolder, null, (turn) => turn.cut()));
    expect(await worstOf(await open())).toBeLessThanOrEqual(tolerance.scores);
    expect(hub.lastCall.headers.range).toBeUndefined();
  });
});

describe('what goes wrong with the hub', () => {
  const noPartials = (cacheDir: string) =>
    readdirSync(cacheDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('partial'));

  it('no such file', async () => {
    const { cacheDir, reasonOf, playForModelFile, hub } = await start();
    playForModelFile(({ response }) => void response.writeHead(404).end('Entry not found'));
    expect(await reasonOf()).toBe(`the model hub ${hub.baseUrl} has no Xenova/tiny/onnx/model.onnx`);
    expect(noPartials(cacheDir)).toEqual([]);
    playForModelFile(({ response }) => void response.writeHead(404).end());
    expect(await reasonOf({ model: 'somebody/tiny' })).toMatch(/onnx; Xenova\/tiny may have it$/);
  });

  it('no such model', async () => {
    const { reasonOf, hub } = await start();
    hub.play(({ response }) => void response.writeHead(401).end('Invalid username or password.'));
    expect(await reasonOf()).toContain('has no public model Xenova/tiny (it answered 401)');
  });

  it('a server in trouble', async () => {
    const { reasonOf, hub } = await start();
    hub.play(({ response }) => void response.writeHead(503).end());
    expect(await reasonOf()).toContain('answered 503 for Xenova/tiny/config.json');
  });

  it('a page in place of the file, which is not kept', async () => {
    const { cacheDir, reasonOf, hub, open } = await start();
    hub.play(({ response }) => void response.writeHead(200).end('<html>Sign in to the network</html>'));
    expect(await reasonOf()).toContain('Xenova/tiny/config.json of the hub is no JSON');
    expect(noPartials(cacheDir)).toEqual([]);
    hub.play(serves(tinyBertFolder));
    expect((await open()).ok).toBe(true);
  });

  it('silence before the answer', async () => {
    const { reasonOf, hub } = await start();
    hub.play(() => undefined);
    expect(await reasonOf()).toMatch(/config\.json can't be downloaded from .*Headers Timeout/);
  });

  it('silence in the middle, every time', async () => {
    const { cacheDir, reasonOf, hub } = await start();
    const half = halfOf(tinyBertFolder, null, () => undefined);
    hub.play((turn) => (isModelFile(turn) ? half(turn) : serves(tinyBertFolder)(turn)));
    expect(await reasonOf()).toMatch(/model\.onnx can't be downloaded from .*Body Timeout/);
    expect(noPartials(cacheDir)).toEqual([]);
  });

  it('nobody at the address, or no such address', async () => {
    const { reasonOf, hub } = await start();
    const url = hub.baseUrl;
    await hub.close();
    expect(await reasonOf()).toMatch(/can't be downloaded from .*ECONNREFUSED/);
    expect(await reasonOf({}, url.replace('127.0.0.1', 'hub.invalid'))).toMatch(/hub\.invalid/);
  });

  it.each(['a/b/c', '../../no/such', './model', 'a b', 'owner/..', '-x', ''])(
    'the name %j',
    async (model) => {
      const { reasonOf, hub } = await start();
      expect(await reasonOf({ model })).toContain('there is no folder');
      expect(hub.calls).toHaveLength(0);
    },
  );

  it('weights outside of the model', async () => {
    const folder = temporaryFolder();
    cpSync(tinyBertFolder, folder, { recursive: true });
    mkdtempSync(join(folder, 'x'));
    moveWeightsOut(join(folder, 'onnx/model.onnx'), '../escaped');
    const { reasonOf } = await start(folder);
    expect(await reasonOf()).toContain('wants weights from ../escaped');
  });
});
