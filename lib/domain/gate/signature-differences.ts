import { isRecord } from '../completion/usage.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import type { SignatureDifference } from './evidence.ts';

/** What keeps two runs from being comparable, field by field; empty when they are. */
export function signatureDifferences(
  baseline: { hash: string },
  current: { hash: string },
): SignatureDifference[] {
  if (baseline.hash === current.hash) return [];
  const differences = membersThatDiffer('', baseline, current).filter(({ field }) => field !== 'hash');
  // Signatures are hashed as a whole, so that a field that is new to this version counts too.
  return differences.length > 0
    ? differences
    : [{ field: 'hash', baseline: baseline.hash, current: current.hash }];
}

function membersThatDiffer(path: string, baseline: unknown, current: unknown): SignatureDifference[] {
  if (isRecord(baseline) && isRecord(current))
    return [...new Set([...Object.keys(baseline), ...Object.keys(current)])].flatMap((key) =>
      membersThatDiffer(path === '' ? key : `${path}.${key}`, own(baseline, key), own(current, key)),
    );
  const [left, right] = [textOf(baseline), textOf(current)];
  return left === right ? [] : [{ field: path, baseline: left, current: right }];
}

function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  return typeof value === 'string' ? value : canonicalJson(value);
}
