import type { Agreement } from '#lib/contracts/agreement.ts';
import { formatCountOf, formatScore, formatShare } from './format.ts';
import { prepareUnitForest, scoreIntervalText, type UnitForest } from './unit-forest.ts';

type Estimate = Agreement['alpha'];

/** A mean, or a share, one way of getting at it a row. */
export interface MeanRow {
  key: string;
  name: string;
  what: string;
  value: string;
  interval: string;
  isMain: boolean;
}

export interface MeansView {
  title: string;
  rows: MeanRow[];
  forest: UnitForest;
}

/** The mean score: the judge's, people's, and the corrected one. */
export function scoreMeans(agreement: Agreement): MeansView {
  return meansView('Mean score', meansOf(agreement), formatScore, scoreIntervalText);
}

/** The share that passes: the judge's, and the corrected one. Null without any score of the judge. */
export function passRates(agreement: Agreement): MeansView | null {
  if (agreement.judge_pass_rate.value === null) return null;
  return meansView('Share that passes', ratesOf(agreement), shareText, (estimate) =>
    intervalText(estimate, formatShare),
  );
}

interface MeanInput {
  key: string;
  name: string;
  what: string;
  estimate: Estimate;
  isMain: boolean;
}

function meansView(
  title: string,
  inputs: readonly MeanInput[],
  format: (value: number | null) => string,
  intervalOf: (estimate: Estimate) => string,
): MeansView {
  return {
    title,
    rows: inputs.map(({ key, name, what, estimate, isMain }) => ({
      ...{ key, name, what, isMain },
      value: format(estimate.value),
      interval: intervalOf(estimate),
    })),
    forest: prepareUnitForest(inputs.map(({ key, estimate }) => ({ key, ...estimate }))),
  };
}

function meansOf({
  judge_mean: judge,
  label_mean: labels,
  corrected_mean: corrected,
  counts,
}: Agreement): MeanInput[] {
  return [
    {
      key: 'judge',
      name: 'The judge alone',
      what: `${formatCountOf(counts.judged, 'judged exchange')}; narrow, but carries the judge’s bias`,
      estimate: judge,
      isMain: false,
    },
    {
      key: 'labels',
      name: 'People alone',
      what: `${formatCountOf(counts.labelled, 'labelled exchange')}; no bias, but wide`,
      estimate: labels,
      isMain: false,
    },
    {
      key: 'corrected',
      name: 'Corrected mean',
      what: 'the judge’s mean, moved by what the labels say of its bias (PPI++)',
      estimate: corrected,
      isMain: true,
    },
  ];
}

function ratesOf({ judge_pass_rate: judge, corrected_pass_rate: corrected }: Agreement): MeanInput[] {
  return [
    {
      key: 'judge',
      name: 'The judge alone',
      what: 'as it decides, right or wrong',
      estimate: judge,
      isMain: false,
    },
    {
      key: 'corrected',
      name: 'Corrected share',
      what: 'less what it lets through, more what it misses (Rogan–Gladen)',
      estimate: corrected,
      isMain: true,
    },
  ];
}

/** Both ends, or that they are not known. */
export function intervalText({ low, high }: Estimate, format: (value: number) => string): string {
  return low === null || high === null ? 'interval not known' : `${format(low)} to ${format(high)}`;
}

/** A share in percent; a dash where there is none. */
export function shareText(share: number | null): string {
  return share === null ? '–' : formatShare(share);
}
