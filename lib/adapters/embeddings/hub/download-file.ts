import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fetch, type Dispatcher, type Response } from 'undici';

/** How far one file has come. */
export interface DownloadProgress {
  /** Such as `Xenova/roberta-large/onnx/model.onnx`. */
  file: string;
  receivedBytes: number;
  /** Null when the server doesn't say. */
  totalBytes: number | null;
  /** 0 to 1; 0 while the size is unknown. */
  share: number;
}

export interface Download {
  url: string;
  /** What the file is called in progress and messages. */
  label: string;
  target: string;
  dispatcher: Dispatcher;
  onProgress: (progress: DownloadProgress) => void;
  /** Throws when the file isn't what it should be; it is then not kept. */
  check: (temporaryFile: string) => Promise<void>;
}

/** The server said that it won't give the file. */
export class DownloadRefused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'DownloadRefused';
    this.status = status;
  }
}

interface State {
  receivedBytes: number;
  etag: string | null;
}

/**
 * Downloads to a temporary file beside the target and renames it when it is whole. A download that breaks goes on where it
 * stopped, if the server names its version of the file (a strong ETag), or starts again, as long as each try comes further
 * than the one before. Rejects with DownloadRefused, or with the last network error.
 */
export async function downloadFile(download: Download): Promise<void> {
  await mkdir(dirname(download.target), { recursive: true });
  const temporary = `${download.target}.${randomUUID()}.partial`;
  const file = await open(temporary, 'wx');
  try {
    try {
      await receiveAll(download, file);
      await file.sync();
    } finally {
      await file.close();
    }
    await download.check(temporary);
    await rename(temporary, download.target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function receiveAll(download: Download, file: FileHandle): Promise<void> {
  const state: State = { receivedBytes: 0, etag: null };
  for (;;) {
    const before = state.receivedBytes;
    try {
      await receive(download, file, state);
      return;
    } catch (error) {
      const isStorageFault = error instanceof Error && 'syscall' in error && 'path' in error;
      const isFruitless = state.receivedBytes <= before;
      if (error instanceof DownloadRefused || isStorageFault || isFruitless) throw error;
    }
  }
}

async function receive({ url, label, dispatcher, onProgress }: Download, file: FileHandle, state: State) {
  const isResumable = state.receivedBytes > 0 && state.etag !== null;
  const response = await fetch(url, {
    dispatcher,
    headers: {
      'accept-encoding': 'identity',
      ...(isResumable ? { range: `bytes=${state.receivedBytes}-`, 'if-range': state.etag ?? '' } : {}),
    },
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new DownloadRefused(response.status, `${label}: the hub answered ${response.status}`);
  }
  if (response.status !== 206) {
    await file.truncate(0);
    state.receivedBytes = 0;
  }
  const etag = response.headers.get('etag');
  state.etag = etag?.startsWith('"') ? etag : null;
  const totalBytes = totalOf(response, state.receivedBytes);
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    await file.write(chunk, 0, chunk.length, state.receivedBytes);
    state.receivedBytes += chunk.length;
    const { receivedBytes } = state;
    const share = totalBytes === null || totalBytes === 0 ? 0 : receivedBytes / totalBytes;
    onProgress({ file: label, receivedBytes, totalBytes, share });
  }
  if (totalBytes !== null && state.receivedBytes !== totalBytes)
    throw new Error(`${label}: ${state.receivedBytes} of ${totalBytes} bytes came`);
}

function totalOf(response: Response, alreadyReceived: number): number | null {
  const length = response.headers.get('content-length');
  return length === null ? null : alreadyReceived + Number(length);
}
