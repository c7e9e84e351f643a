import { readFile } from 'node:fs/promises';
import { FileError } from '#lib/adapters/files/file-error.ts';
import { withoutMarker } from '#lib/domain/comment/marker.ts';
import { exampleTexts } from '#lib/domain/gate/example-texts.ts';
import { codeName } from '#lib/domain/gate/markdown.ts';
import { scorecard } from '#lib/domain/gate/scorecard.ts';
import type { Verdict } from '#lib/domain/gate/verdict.ts';
import { readRun } from '../gate/read-run.ts';
import { readVerdict } from '../gate/verify-file.ts';
import type { CommentOptions } from './comment-options.ts';

export interface ScorecardText {
  markdown: string;
  verdict: Verdict | null;
}

/** The scorecard that the options name: a file, or one made of the verdict and the scores. */
export async function readScorecard(options: CommentOptions): Promise<ScorecardText> {
  const verdict = options.verdict === undefined ? null : await readVerdict(options.verdict);
  if (options.markdown !== undefined) return { markdown: await readText(options.markdown), verdict };
  if (!verdict) throw new Error('expected --verdict, --markdown or both');
  const current = options.scores === undefined ? null : await readRun(options.scores);
  const baseline = options.baseline === undefined ? null : await readRun(options.baseline);
  if (!current) return { markdown: scorecard(verdict, () => null), verdict };
  const judged = verdict.evidence.current.run_id;
  if (current.run_id !== judged)
    throw new Error(`${options.scores}: this is run ${current.run_id}, the verdict is about run ${judged}`);
  return { markdown: scorecard(verdict, exampleTexts(current, baseline)), verdict };
}

export interface CommentLinks {
  commit: string | null;
  /** The verdict's page on the server. */
  verdict: string | null;
  job: string | null;
}

/** The scorecard with a line about where it comes from and where there is more. */
export function withLinks(markdown: string, { commit, verdict, job }: CommentLinks): string {
  const link = (name: string, url: string | null) =>
    url === null ? [] : [`[${name}](${url.replace(/[()]/g, escaped)})`];
  const parts = [
    ...(commit === null ? [] : [`commit ${codeName(commit.slice(0, 12))}`]),
    ...link('verdict', verdict),
    ...link('job', job),
  ];
  const text = withoutMarker(markdown);
  return parts.length === 0 ? `${text}\n` : `${text}\n\n${parts.join(' · ')}\n`;
}

/** Brackets end a link's address; encodeURIComponent leaves them. */
const escaped = (bracket: string) => (bracket === '(' ? '%28' : '%29');

async function readText(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new FileError(file, error);
  });
  if (text.trim() === '') throw new Error(`${file}: the scorecard is empty`);
  return text;
}
