import type { Agreement } from '#lib/contracts/agreement.ts';
import { attenuated } from '#lib/domain/agreement/operating-point.ts';
import { formatCount, formatCountOf, formatShare } from './format.ts';
import { intervalText, passRates, scoreMeans, shareText, type MeansView } from './agreement-means.ts';
import { FEWEST_LABELS, figureText, warningsOf } from './agreement-warnings.ts';

type Estimate = Agreement['alpha'];

/** How far the judge can be relied on. */
export type Trust = 'unknown' | 'good' | 'fair' | 'poor';

export interface AgreementFigure {
  key: string;
  name: string;
  /** What the figure says, for somebody who never heard its name. */
  what: string;
  value: string;
  interval: string;
}

export interface AgreementView {
  trust: Trust;
  headline: string;
  text: string;
  warnings: string[];
  figures: AgreementFigure[];
  means: MeansView;
  /** Null without a pass rate. */
  passRates: MeansView | null;
}

/** Krippendorff's own bands. */
const RELIABLE = 0.8;
const TENTATIVE = 0.667;
/** What people's labels say about the judge, in words and figures. */
export function prepareAgreement(agreement: Agreement): AgreementView {
  const trust = trustOf(agreement);
  return {
    trust,
    ...wordsOf(agreement, trust),
    warnings: warningsOf(agreement),
    figures: figuresOf(agreement),
    means: scoreMeans(agreement),
    passRates: passRates(agreement),
  };
}

function trustOf({ counts, alpha }: Agreement): Trust {
  if (counts.labelled < FEWEST_LABELS || alpha.value === null) return 'unknown';
  if (alpha.value >= RELIABLE) return 'good';
  return alpha.value >= TENTATIVE ? 'fair' : 'poor';
}

function wordsOf({ counts, alpha }: Agreement, trust: Trust): { headline: string; text: string } {
  const reading = alpha.value === null ? '' : ` (alpha ${figureText(alpha.value)})`;
  if (counts.labelled === 0)
    return {
      headline: 'Nobody has checked the judge yet',
      text: 'Label some exchanges: then this page says how far the judge’s scores can be believed, and corrects them.',
    };
  if (trust === 'unknown' && alpha.value === null)
    return {
      headline: 'Nothing can be said yet',
      text: 'All scores so far are the same, so that agreeing is no achievement. More labels will tell.',
    };
  if (trust === 'unknown')
    return {
      headline: 'Too few labels to say',
      text: `${formatCountOf(counts.labelled, 'exchange is', 'exchanges are')} labelled${reading}; from about ${FEWEST_LABELS} on the figures below begin to mean something.`,
    };
  if (trust === 'good')
    return {
      headline: 'The judge scores as people do',
      text: `Judge and people agree well${reading}. Differences between models that the judge sees are differences that people see.`,
    };
  if (trust === 'fair')
    return {
      headline: 'The judge is roughly right',
      text: `Judge and people agree with reservations${reading}. Draw only tentative conclusions from its scores, and prefer the corrected mean.`,
    };
  return {
    headline: 'The judge does not score as people do',
    text: `Judge and people agree too little${reading} to rely on its scores. Improve the rubric or take another judge; until then only the corrected mean is worth reading.`,
  };
}

function figuresOf(agreement: Agreement): AgreementFigure[] {
  const { alpha, human_alpha: people, weighted_kappa: weighted, kappa, sensitivity, specificity } = agreement;
  const agreeing = (key: string, name: string, what: string, estimate: Estimate): AgreementFigure => ({
    ...{ key, name, what },
    value: figureText(estimate.value),
    interval: intervalText(estimate, figureText),
  });
  const share = (key: string, name: string, what: string, estimate: Estimate): AgreementFigure => ({
    ...{ key, name, what },
    value: shareText(estimate.value),
    interval: intervalText(estimate, formatShare),
  });
  return [
    agreeing(
      'alpha',
      'Krippendorff’s alpha',
      'Judge and people on the scores: 1 is full agreement, 0 what chance gives. 0.80 can be relied on.',
      alpha,
    ),
    agreeing(
      'human-alpha',
      'Alpha among people',
      'The same between people, where several labelled an exchange. A judge can hardly do better.',
      people,
    ),
    agreeing(
      'weighted-kappa',
      'Weighted kappa',
      'Cohen’s kappa on the levels 0 to 5; being far off counts by the square of the distance.',
      weighted,
    ),
    agreeing('kappa', 'Kappa', 'Cohen’s kappa on pass and fail: agreement beyond what chance gives.', kappa),
    agreeing(
      'gap',
      'Judge among people',
      'Its alpha with each person less people’s own. An interval with 0 in it: the judge is like one more person.',
      agreement.judge_alpha_gap,
    ),
    share(
      'same-verdict',
      'Same verdict',
      'Judge and people both pass, or both fail. High by chance alone where nearly all answers are good.',
      agreement.same_verdict,
    ),
    share(
      'sensitivity',
      'Sensitivity',
      'Of the answers that people pass, the judge passes this share.',
      sensitivity,
    ),
    share(
      'specificity',
      'Specificity',
      'Of the answers that people fail, the judge fails this share.',
      specificity,
    ),
  ];
}

/** What a true drop of the pass rate looks like to the judge; null without both shares. */
export function dropText({ youden }: Pick<Agreement, 'youden'>): string | null {
  if (youden === null || youden <= 0) return null;
  return `If the share of good answers really falls by 10 points, the judge’s pass rate falls by about ${attenuated(10, youden).toFixed(1)} (Youden’s J ${figureText(youden)}).`;
}

/** How wide the corrected mean still is: "± 0.04". Null while unknown. */
export function halfWidthOf({ low, high }: Estimate): number | null {
  return low === null || high === null ? null : (high - low) / 2;
}

/** What is looked at, in a line. */
export function countsText({ counts }: Agreement): string {
  const people = formatCountOf(counts.people, 'person', 'people');
  return `${formatCount(counts.labelled)} of ${formatCountOf(counts.judged, 'judged exchange')} labelled by ${people}`;
}
