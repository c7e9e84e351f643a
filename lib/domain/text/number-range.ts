import { z } from 'zod';
import { grouped } from './figures.ts';

interface Bound {
  value: number;
  isInclusive: boolean;
}

interface NumberRange {
  isWhole: boolean;
  least: Bound | null;
  most: Bound | null;
}

/** What a schema of numbers takes, in words: "a whole number from 1 to 500", "a number above 0". */
export function numberWords(schema: unknown): string {
  const { isWhole, least, most } = rangeOf(schema);
  const noun = isWhole ? 'a whole number' : 'a number';
  if (least?.isInclusive && most?.isInclusive) return `${noun} from ${figure(least)} to ${figure(most)}`;
  const bounds = [
    least === null ? null : `${least.isInclusive ? 'of at least' : 'above'} ${figure(least)}`,
    most === null ? null : `${most.isInclusive ? 'of at most' : 'below'} ${figure(most)}`,
  ].filter((text) => text !== null);
  return bounds.length === 0 ? noun : `${noun} ${bounds.join(' and ')}`;
}

function figure({ value }: Bound): string {
  return Number.isInteger(value) ? grouped(value) : String(value);
}

/** The tightest bounds of a schema's checks; those of exact floating point are none for people. */
function rangeOf(schema: unknown): NumberRange {
  if (!(schema instanceof z.ZodNumber)) return { isWhole: false, least: null, most: null };
  const range: NumberRange = { isWhole: schema.format?.includes('int') ?? false, least: null, most: null };
  for (const check of schema.def.checks ?? []) {
    const { def } = check._zod;
    if (!isBound(def) || Math.abs(def.value) >= Number.MAX_SAFE_INTEGER) continue;
    const bound = { value: def.value, isInclusive: def.inclusive };
    if (def.check === 'greater_than') range.least = tighter(range.least, bound, 1);
    else range.most = tighter(range.most, bound, -1);
  }
  return range;
}

function isBound(
  def: z.core.$ZodCheckDef,
): def is z.core.$ZodCheckDef & { check: 'greater_than' | 'less_than'; value: number; inclusive: boolean } {
  return (
    (def.check === 'greater_than' || def.check === 'less_than') &&
    'value' in def &&
    typeof def.value === 'number'
  );
}

function tighter(one: Bound | null, other: Bound, sign: 1 | -1): Bound {
  if (one === null || sign * other.value > sign * one.value) return other;
  return other.value === one.value && !other.isInclusive ? other : one;
}
