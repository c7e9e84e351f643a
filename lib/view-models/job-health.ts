import type { Jobs } from '#lib/contracts/jobs.ts';
import { formatCount, formatCountOf } from './format.ts';

/** The state of the job queue in one sentence, with its counts. */
export interface JobHealth {
  tone: 'well' | 'working' | 'retrying' | 'failed';
  title: string;
  detail: string;
  counts: readonly { label: string; value: string; isZero: boolean }[];
}

/** Sums up the job queue; the worst that is the case decides the tone. */
export function prepareJobHealth({ counts }: Jobs): JobHealth {
  const { queued, retrying, active, completed, dead_lettered: dead } = counts;
  const row = (label: string, value: number) => ({ label, value: formatCount(value), isZero: value === 0 });
  return {
    ...sentenceOf(counts),
    counts: [
      row('Queued', queued),
      row('Active', active),
      row('Retrying', retrying),
      row('Completed', completed),
      row('Dead-lettered', dead),
    ],
  };
}

function sentenceOf(counts: Jobs['counts']): Pick<JobHealth, 'tone' | 'title' | 'detail'> {
  const { queued, retrying, active, dead_lettered: dead } = counts;
  if (dead > 0) {
    return {
      tone: 'failed',
      title: `${formatCountOf(dead, 'job')} failed for good`,
      detail: 'They will not be tried again. Nothing else is affected.',
    };
  }
  if (retrying > 0) {
    return {
      tone: 'retrying',
      title: `${formatCountOf(retrying, 'job')} will be tried again`,
      detail: 'The last try failed; the next one comes by itself.',
    };
  }
  if (queued + active > 0) {
    return {
      tone: 'working',
      title: 'Working',
      detail: `${formatCount(active)} running, ${formatCount(queued)} waiting.`,
    };
  }
  return { tone: 'well', title: 'All well', detail: 'Nothing waits and nothing failed.' };
}
