import type { DecisionPoint, ShadowDecision } from '#lib/contracts/shadow-decision.ts';
import { formatCount, formatCountOf, formatDelta, formatShare } from './format.ts';
import { powerTicks } from './value-axis.ts';

/** A difference axis: round ticks around everything that is drawn, within [-1, 1]. */
export interface DifferenceAxis {
  domain: [number, number];
  ticks: number[];
  decimals: number;
}

export interface BandPoint {
  n: number;
  mean: number;
  low: number;
  high: number;
  /** As the chart's area wants it. */
  band: [number, number];
}

export interface WealthPoint {
  n: number;
  /** Common logarithms: evidence multiplies. */
  promote: number;
  rollBack: number;
}

export interface DecisionFigure {
  name: string;
  value: string;
  note: string;
}

export interface DecisionView {
  word: ShadowDecision['decision'];
  title: string;
  reasons: readonly string[];
  /** How far it is, while earlier evaluations aren't all taken in. */
  progress: string | null;
  figures: readonly DecisionFigure[];
  band: { points: readonly BandPoint[]; axis: DifferenceAxis; margin: number; summary: string };
  wealth: {
    points: readonly WealthPoint[];
    limit: number;
    domain: [number, number];
    ticks: readonly number[];
    summary: string;
  };
}

const TITLES: Record<ShadowDecision['decision'], string> = {
  promote: 'Promote the candidate',
  roll_back: 'Roll the candidate back',
  keep_going: 'Keep going',
  undecided: 'Undecided',
};

/** The decision on a candidate as its page shows it. */
export function prepareShadowDecision(decision: ShadowDecision): DecisionView {
  const { overall, settings, series } = decision;
  const limit = Math.log10(overall.wealth_limit);
  const wealth = series.map((point) => ({
    n: point.n,
    promote: log10(point.promote_log_wealth),
    rollBack: log10(point.roll_back_log_wealth),
  }));
  const values = wealth.flatMap((point) => [point.promote, point.rollBack]);
  const domain: [number, number] = [
    Math.floor(Math.min(-1, ...values)),
    Math.ceil(Math.max(limit + 0.1, ...values)),
  ];
  return {
    word: decision.decision,
    title: TITLES[decision.decision],
    reasons: decision.reasons,
    progress: progressOf(decision),
    figures: figuresOf(decision),
    band: {
      points: series.map(bandPoint),
      axis: differenceAxis(series, settings.margin),
      margin: settings.margin,
      summary: bandSummary(decision),
    },
    wealth: {
      points: wealth,
      limit,
      domain,
      ticks: powerTicks(domain),
      summary: wealthSummary(decision),
    },
  };
}

function progressOf({ catching_up: behind }: ShadowDecision): string | null {
  if (behind === null) return null;
  const { evaluations, backlog, until } = behind;
  const share =
    backlog > evaluations ? ` of ${formatCount(backlog)} (${formatShare(evaluations / backlog)})` : '';
  return (
    `Still taking in earlier evaluations: ${formatCount(evaluations)}${share}, up to ${until.slice(0, 16).replace('T', ' ')} UTC. ` +
    'What is shown is as of then.'
  );
}

const log10 = (natural: number): number => natural / Math.LN10;

function bandPoint({ n, mean_delta: mean, low, high }: DecisionPoint): BandPoint {
  return { n, mean, low, high, band: [low, high] };
}

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const MOST_STEPS = 6;

/** Everything but the first, widest bounds, which would flatten the rest; the margin and zero are always there. */
function differenceAxis(series: readonly DecisionPoint[], margin: number): DifferenceAxis {
  const settled = series.slice(Math.floor(series.length / 10));
  const low = Math.min(-1.5 * margin, ...settled.map((point) => point.low));
  const high = Math.max(margin, ...settled.map((point) => point.high));
  const step = STEPS.find((candidate) => (high - low) / candidate <= MOST_STEPS) ?? 0.5;
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toFixed(2)),
  );
  return { domain: [ticks[0] ?? -1, ticks.at(-1) ?? 1], ticks, decimals: step < 0.1 ? 2 : 1 };
}

function figuresOf(decision: ShadowDecision): DecisionFigure[] {
  const { overall, settings, divergence, exchanges, missing, pending, late } = decision;
  const confidence = formatShare(1 - settings.alpha);
  const { low, high } = overall.interval;
  return [
    {
      name: 'Observations',
      value: formatCount(overall.samples),
      note: `of at least ${formatCount(settings.min_samples)}, at most ${formatCount(settings.max_samples)}`,
    },
    {
      name: 'Mean difference',
      value: formatDelta(overall.mean_delta),
      note: `${confidence} sure at every moment: ${formatDelta(low)} to ${formatDelta(high)}`,
    },
    {
      name: 'Diverging answers',
      value: divergence.rate === null ? '–' : formatShare(divergence.rate),
      note:
        settings.max_divergence_rate === null
          ? `similarity below ${settings.divergence_similarity}`
          : `at most ${formatShare(settings.max_divergence_rate)} for a promotion`,
    },
    {
      name: 'Equal scores',
      value: overall.samples === 0 ? '–' : formatShare(overall.equal_answers / overall.samples),
      note: `${formatCount(overall.equal_answers)} with a difference of exactly 0; equal answers are judged once`,
    },
    {
      name: 'Exchanges',
      value: formatCount(exchanges),
      note:
        `${formatCount(missing)} without a score, ${formatCount(pending)} under way` +
        (late === 0 ? '' : `, ${formatCount(late)} evaluated too late to count`) +
        (exchanges > overall.samples
          ? `; those of a session or user are one observation, made once it was quiet for ${settings.session_gap_minutes} min`
          : ''),
    },
  ];
}

function bandSummary({ overall, settings }: ShadowDecision): string {
  if (overall.samples === 0) return 'No observations yet.';
  const { low, high } = overall.interval;
  return (
    `After ${formatCountOf(overall.samples, 'observation')} the mean difference is ${formatDelta(overall.mean_delta)} and lies ` +
    `between ${formatDelta(low)} and ${formatDelta(high)}. A loss of ${settings.margin} is the margin.`
  );
}

function wealthSummary({ overall }: ShadowDecision): string {
  const { promote, roll_back: rollBack, wealth_limit: limit } = overall;
  return (
    `Evidence for promotion: ${figure(promote.largest_wealth)} of ${figure(limit)}. ` +
    `Evidence for rolling back: ${figure(rollBack.largest_wealth)} of ${figure(limit)}.`
  );
}

const figure = (value: number): string => (value < 1e4 ? value.toFixed(1) : value.toExponential(1));

/** A wealth by its common logarithm. */
export function wealthText(log10Wealth: number): string {
  const wealth = 10 ** log10Wealth;
  if (!Number.isFinite(wealth) || wealth === 0) return powerOfTen(Math.floor(log10Wealth));
  if (wealth < 1e4 && wealth >= 0.01) return String(Number(wealth.toPrecision(2)));
  const [digit = '1', exponent = '0'] = wealth.toExponential(0).split('e');
  return `${digit === '1' ? '' : `${digit} × `}${powerOfTen(Number(exponent))}`;
}

function powerOfTen(exponent: number): string {
  return `10${String(exponent).replace(/./g, (character) => SUPERSCRIPTS[character] ?? character)}`;
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  ...{ '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴' },
  ...{ 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' },
};
