import type { VerdictSummary } from '#lib/contracts/verdicts.ts';

export type VerdictWord = VerdictSummary['verdict'];

/** All verdicts, the best one first. */
export const VERDICT_WORDS = [
  'pass',
  'fail',
  'inconclusive',
  'invalid',
] as const satisfies readonly VerdictWord[];

/** A verdict in words. */
export interface VerdictStatus {
  kind: VerdictWord;
  label: string;
  /** What it means, in a sentence. */
  meaning: string;
}

const STATUSES: Record<VerdictWord, Omit<VerdictStatus, 'kind'>> = {
  pass: { label: 'Pass', meaning: 'Nothing speaks against this run.' },
  fail: { label: 'Fail', meaning: 'A rule failed.' },
  inconclusive: { label: 'Inconclusive', meaning: 'The scores can’t tell; a person has to decide.' },
  invalid: { label: 'Invalid', meaning: 'The two runs can’t be compared.' },
};

/** How a verdict is called, and what that means. */
export function prepareVerdictStatus(kind: VerdictWord): VerdictStatus {
  return { kind, ...STATUSES[kind] };
}

const RULES: Record<VerdictSummary['rule'], { name: string; meaning: string }> = {
  threshold: {
    name: 'threshold',
    meaning: 'Fails when a category’s mean falls by more than the margin, or the overall score is too low.',
  },
  statistical: {
    name: 'statistical',
    meaning: 'Fails on a drop that is more than noise, passes when a drop of the margin is ruled out.',
  },
  absolute: {
    name: 'absolute thresholds',
    meaning: 'There was no baseline, so the scores were held against fixed thresholds.',
  },
};

/** What a rule looks at. */
export function ruleWords(rule: VerdictSummary['rule']): { name: string; meaning: string } {
  return RULES[rule];
}

const EXIT_CODES: Readonly<Record<number, string>> = {
  0: 'CI goes on',
  1: 'CI is blocked',
  3: 'CI waits for a person',
};

/** An exit code with what a pipeline does on it. */
export function exitCodeWords(code: number): string {
  const words = EXIT_CODES[code];
  return words === undefined ? String(code) : `${code}: ${words}`;
}
