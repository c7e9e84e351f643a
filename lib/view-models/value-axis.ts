/** What an axis measures: whole things, shares of 1, milliseconds or US dollars. */
export type ValueKind = 'count' | 'share' | 'latency' | 'cost';

/** A vertical axis from 0 to a round value that nothing drawn exceeds. */
export interface ValueAxis {
  domain: [number, number];
  ticks: readonly number[];
  /** What is written at a tick. */
  format: (tick: number) => string;
}

const MOST_STEPS = 5;
const FACTORS = [1, 2, 2.5, 5, 10];
/** Ticks are multiples of a step: their noise in binary is smaller by far. */
const EXACT_DIGITS = 12;
const MOST_POWERS = 8;
const HAIR = 1e-9;
const THOUSAND = 1_000;

/** How far an axis goes when there is nothing but zeros. */
const ALONE: Readonly<Record<ValueKind, number>> = { count: 5, share: 0.05, latency: 100, cost: 0.01 };

/**
 * Round ticks, 1, 2, 2.5 or 5 times a power of ten apart, from 0 to at or above the largest of some values that are not
 * negative; at most five steps.
 *
 * @param isWhole whether things are counted, which have nothing between whole numbers
 */
export function ticksFromZero(largest: number, isWhole = false): number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / MOST_STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const sizes = FACTORS.map((factor) => Number((factor * power).toPrecision(EXACT_DIGITS)));
  const step = isWhole
    ? (sizes.find((size) => size >= rough * (1 - HAIR) && Number.isInteger(size)) ?? 1)
    : (sizes.find((size) => size >= rough * (1 - HAIR)) ?? 10 * power);
  const count = Math.max(1, Math.ceil(largest / step - HAIR));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(EXACT_DIGITS)));
}

/** Round whole ticks from 0 to at most a count. */
export function countTicks(most: number): number[] {
  return ticksFromZero(most, true).filter((tick) => tick <= most);
}

/** The axis of some values that are not negative, with all its ticks in one unit and with the same decimals. */
export function valueAxis(values: readonly number[], kind: ValueKind): ValueAxis {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  const ticks = ticksFromZero(largest > 0 ? largest : ALONE[kind], kind === 'count');
  const top = ticks.at(-1) ?? 1;
  const { before, after, per } = unitOf(kind, top);
  const decimals = Math.max(...ticks.map((tick) => decimalsOf(tick / per)));
  const shown = kind === 'cost' && decimals === 1 ? 2 : decimals;
  const number = new Intl.NumberFormat('en', { minimumFractionDigits: shown, maximumFractionDigits: shown });
  return {
    domain: [0, top],
    ticks,
    format: (tick) => {
      if (tick === 0) return `${before}0${kind === 'count' ? '' : after}`;
      return `${before}${number.format(tick / per)}${after}`;
    },
  };
}

/** What stands around a number, and how much of what is measured is one of it. */
function unitOf(kind: ValueKind, top: number): { before: string; after: string; per: number } {
  const [before, after] = ['', ''];
  if (kind === 'share') return { before, after: '%', per: 0.01 };
  if (kind === 'cost') return { before: '$', after, per: 1 };
  if (kind === 'latency')
    return top < THOUSAND ? { before, after: ' ms', per: 1 } : { before, after: ' s', per: THOUSAND };
  if (top >= 10 * THOUSAND ** 2) return { before, after: 'M', per: THOUSAND ** 2 };
  return top < 10 * THOUSAND ? { before, after, per: 1 } : { before, after: 'k', per: THOUSAND };
}

/** How many decimals a number has, as far as it is exact. */
function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = Number(value.toPrecision(EXACT_DIGITS)).toExponential().split('e');
  return Math.max(0, digits.replace(/^-?\d\.?/, '').length - Number(exponent));
}

/** Whole powers of ten within an axis of common logarithms; every so many of them where there are more than eight. */
export function powerTicks([low, high]: readonly [number, number]): number[] {
  const first = Math.ceil(low - HAIR);
  const count = Math.floor(high + HAIR) - first + 1;
  const ticks = Array.from({ length: Math.max(0, count) }, (_, index) => first + index);
  const every = Math.ceil(ticks.length / MOST_POWERS);
  // Counted from 0, so that 1 has its tick however many are left out.
  return ticks.filter((tick) => tick % every === 0);
}
