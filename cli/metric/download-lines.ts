import type { DownloadProgress } from '#lib/adapters/embeddings/hub/download-file.ts';

const STEP = 0.1;

/** Tells of a download when it begins, and then at every tenth of it. */
export function createDownloadLines(say: (text: string) => void): (progress: DownloadProgress) => void {
  let current = '';
  let next = 0;
  return ({ file, share, totalBytes }) => {
    if (file !== current) {
      current = file;
      next = STEP;
      say(`Downloading ${file}${totalBytes === null ? '' : ` (${megabytes(totalBytes)})`}`);
    } else if (share >= next) {
      next = Math.floor(share / STEP) * STEP + STEP;
      say(`  ${Math.floor(share * 100)}%`);
    }
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
