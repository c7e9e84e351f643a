import { canonicalJson } from '../text/canonical-json.ts';
import { decide } from './decide.ts';
import type { Verdict } from './verdict.ts';

/** Another version of the engine may round logarithms another way. */
const RELATIVE_TOLERANCE = 1e-9;

export interface VerdictMismatch {
  path: string;
  stored: string;
  recomputed: string;
}

/** Decides again from a verdict's own evidence; returns what the verdict says differently, by path. */
export function verifyVerdict(verdict: Verdict): VerdictMismatch[] {
  const { schema_version: _, settings, evidence, ...stored } = verdict;
  return mismatches('', stored, decide(evidence, settings));
}

function mismatches(path: string, stored: unknown, recomputed: unknown): VerdictMismatch[] {
  if (typeof stored === 'number' && typeof recomputed === 'number' && isClose(stored, recomputed)) return [];
  if (isContainer(stored) && isContainer(recomputed)) {
    const keys = new Set([...Object.keys(stored), ...Object.keys(recomputed)]);
    return [...keys].flatMap((key) =>
      mismatches(path === '' ? key : `${path}.${key}`, stored[key], recomputed[key]),
    );
  }
  if (stored === recomputed) return [];
  return [{ path, stored: textOf(stored), recomputed: textOf(recomputed) }];
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= RELATIVE_TOLERANCE * Math.max(1e-9, Math.abs(a), Math.abs(b));
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return value === undefined ? 'nothing' : canonicalJson(value);
}
