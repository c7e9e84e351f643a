import { dropText, examplesBehind, pText, score, signed } from '#lib/domain/gate/findings.ts';
import type { Comparison, Verdict } from '#lib/domain/gate/verdict.ts';
import { figuresTable } from '../terminal/table.ts';

const HEADER = [
  'category',
  'n',
  'baseline',
  'current',
  'delta',
  '90% interval',
  'p (Holm)',
  'p (margin)',
  'visible',
];
const MOST_ROWS = 50;
const MOST_REGRESSED = 5;

/** A verdict for terminals. */
export function verdictText(verdict: Verdict): string {
  const { evidence, rule, margin } = verdict;
  const shown = [...verdict.categories].sort((a, b) => (a.delta ?? -1) - (b.delta ?? -1)).slice(0, MOST_ROWS);
  const hidden = verdict.categories.length - shown.length;
  const comparisons = [...shown, verdict.overall];
  const { baseline, current } = evidence;
  return [
    `${verdict.verdict.toUpperCase()} (rule ${rule})`,
    ...verdict.reasons.map((reason) => `  ${printable(reason)}`),
    '',
    printable(`Current:  ${current.model}, run ${current.run_id}`),
    ...(baseline ? [printable(`Baseline: ${baseline.model}, run ${baseline.run_id}`)] : []),
    '',
    figuresTable(HEADER, comparisons.map(rowOf)),
    ...(hidden > 0 ? [`… and ${hidden} more categories; --json has them all.`] : []),
    `p (Holm): chance of such a drop without a change; p (margin): if the true drop were ${dropText(margin)};`,
    'visible: smallest drop that is seen with 80% power.',
    '',
    ...comparisons.map((each) => `${nameOf(each)}: ${each.sentence}`),
    ...section('Notes:', verdict.notes),
    ...section(`To see a drop of ${dropText(margin)} reliably:`, verdict.needed.map(neededText)),
    ...section(
      'Most regressed examples:',
      verdict.regressed
        .slice(0, MOST_REGRESSED)
        .map(
          ({ id, baseline: before, current: now, delta }) =>
            `${id}: ${score(before)} → ${score(now)} (${signed(delta)})`,
        ),
    ),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${printable(line)}`)];
}

function rowOf(comparison: Comparison): string[] {
  const { baseline, current, delta, interval90: interval } = comparison;
  const p = (value: number | null) =>
    value === null ? '-' : pText(value).replace('p = ', '').replace('p ', '');
  return [
    nameOf(comparison),
    String(examplesBehind(comparison)),
    baseline === null ? '-' : score(baseline),
    current === null ? '-' : score(current),
    delta === null ? '-' : signed(delta),
    interval ? `${signed(interval.low)} … ${signed(interval.high)}` : '-',
    p(comparison.p_regression_holm),
    p(comparison.p_noninferiority),
    comparison.minimum_detectable_drop === null ? '-' : dropText(comparison.minimum_detectable_drop),
  ];
}

const nameOf = ({ category }: Comparison) => printable(category ?? 'overall');

function neededText({
  category,
  examples,
  examples_needed: needed,
  repeats_needed: repeats,
}: Verdict['needed'][number]) {
  const answers = repeats === null ? '' : `, or ${repeats} answers per prompt on both sides`;
  return `${category ?? 'overall'}: about ${needed} examples (now ${examples})${answers}`;
}

/** Names come from files: what steers terminals is shown as unknown. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
}
