import { isRecord } from '../completion/usage.ts';
import type { Attributes } from './span.ts';

const MOST_ATTRIBUTES = 128;
/** Longer texts are cut: a prompt stands whole in its exchange. */
const MOST_TEXT = 16_384;
const MOST_LEVELS = 8;

/** OTLP's list of keys and values as one object; the first 128 of them, long texts cut. */
export function attributesOf(list: unknown): Attributes {
  return Object.fromEntries(entriesOf(list, MOST_LEVELS).filter(([key]) => key !== ''));
}

function entriesOf(list: unknown, levels: number): [key: string, value: unknown][] {
  if (!Array.isArray(list)) return [];
  return list
    .filter(isRecord)
    .slice(0, MOST_ATTRIBUTES)
    .map(({ key, value }) => [textOf(key, 256), valueOf(value, levels)]);
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** At most so many characters of a text; '' for anything else. */
export function textOf(value: unknown, most = MOST_TEXT): string {
  if (typeof value !== 'string') return '';
  return value.length <= most ? value : `${value.slice(0, most - 1)}…`;
}

/** An AnyValue as JSON has it. Whole numbers beyond a double's reach stay texts, bytes become hexadecimal digits. */
function valueOf(value: unknown, levels: number): unknown {
  if (!isRecord(value)) return null;
  if (typeof value.stringValue === 'string') return textOf(value.stringValue);
  if (typeof value.boolValue === 'boolean') return value.boolValue;
  if (value.intValue !== undefined && value.intValue !== null) return wholeOf(value.intValue);
  if (typeof value.doubleValue === 'number')
    return Number.isFinite(value.doubleValue) ? value.doubleValue : String(value.doubleValue);
  if (value.doubleValue !== undefined) return textOf(value.doubleValue); // JSON's "NaN" and "Infinity"
  if (value.bytesValue instanceof Uint8Array) return textOf(hexOf(value.bytesValue));
  if (value.bytesValue !== undefined) return textOf(value.bytesValue);
  if (levels === 0) return '…';
  if (isRecord(value.arrayValue)) {
    const { values } = value.arrayValue;
    return Array.isArray(values)
      ? values.slice(0, MOST_ATTRIBUTES).map((item) => valueOf(item, levels - 1))
      : [];
  }
  if (isRecord(value.kvlistValue)) return Object.fromEntries(entriesOf(value.kvlistValue.values, levels - 1));
  return null;
}

function wholeOf(value: unknown): number | string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : textOf(String(value), 32);
}
