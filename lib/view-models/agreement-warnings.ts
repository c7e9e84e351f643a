import type { Agreement } from '#lib/contracts/agreement.ts';
import { formatCountOf, formatShare } from './format.ts';

/** Fewer labelled exchanges than this say next to nothing: intervals themselves can't be trusted. */
export const FEWEST_LABELS = 30;
/** Above this share of skipped labels, what is left may be a choice of the easy ones. */
const MANY_SKIPPED = 0.2;

/** What a reader has to know before he believes the figures of agreement. */
export function warningsOf(agreement: Agreement): string[] {
  const { counts, verdicts, kappa, youden, specificity, sensitivity, pass_score: passScore } = agreement;
  const decided =
    verdicts.both_pass + verdicts.both_fail + verdicts.only_judge_passes + verdicts.only_people_pass;
  const asked = counts.labels + counts.skipped;
  const same = decided === 0 ? 0 : (verdicts.both_pass + verdicts.both_fail) / decided;
  const warnings: string[] = [];
  if (counts.labelled === 0) return warnings;
  if (counts.labelled < FEWEST_LABELS)
    warnings.push(
      `Only ${formatCountOf(counts.labelled, 'labelled exchange')}: intervals are wide, and rather too narrow still.`,
    );
  if (decided > 0 && specificity.value === null)
    warnings.push(
      `People failed none of the labelled answers, so whether the judge finds bad ones can’t be said.`,
    );
  if (decided > 0 && sensitivity.value === null)
    warnings.push(`People passed none of the labelled answers (below ${figureText(passScore)} fails).`);
  if (same >= 0.8 && kappa.value !== null && kappa.value < 0.4)
    warnings.push(
      `Judge and people decide alike on ${formatShare(same)}, but nearly all answers are of one kind: chance alone would do about as well. Look at the matrix rather than at kappa.`,
    );
  if (youden !== null && youden <= 0)
    warnings.push('The judge’s pass and fail are no better than a coin’s: its pass rate says nothing.');
  if (asked > 0 && counts.skipped / asked > MANY_SKIPPED)
    warnings.push(
      `${formatShare(counts.skipped / asked)} of the labels say “can’t tell”. If those are the hard ones, the judge looks better here than it is.`,
    );
  if (counts.people === 1)
    warnings.push('All labels are one person’s. Whether people agree among themselves is not known.');
  if (counts.chosen > 0)
    warnings.push(
      `${formatCountOf(counts.chosen, 'label')} left out: somebody chose those exchanges, so they are no random sample.`,
    );
  return warnings;
}

/** Two decimals with a true minus sign; a dash where there is nothing. */
export function figureText(value: number | null): string {
  if (value === null) return '–';
  const digits = Math.abs(value).toFixed(2);
  return value < 0 && Number(digits) > 0 ? `−${digits}` : digits;
}
