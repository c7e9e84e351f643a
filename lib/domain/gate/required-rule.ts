import { mcnemarP } from '../stats/mcnemar.ts';
import { poissonTail, splitChance } from '../stats/split-chance.ts';
import type { ExampleEvidence, ExampleSide, GateEvidence } from './evidence.ts';
import { counted, finding, listed, pText, type Finding } from './findings.ts';
import type { GateSettings } from './settings.ts';

/** Unconfirmed failures confirm each other when so many can't be chance (exact McNemar test). */
const TOGETHER_ALPHA = 0.01;
const WHAT = 'required checks or criteria';

/**
 * Required checks and criteria: zero tolerance, confirmed by rerun. The repeats are the reruns: an example newly fails when all
 * of the baseline's answers pass and most of the current ones fail; that is confirmed when at least two do. Where prompts
 * are so unstable that as many confirmed failures come about by chance, the verdict stays open.
 */
export function requiredRule(evidence: GateEvidence, settings: GateSettings): Finding[] {
  const { examples } = evidence;
  if (settings.required === 'off') return [];
  const failing = examples.filter(({ current }) => stateOf(current) === 'failing');
  if (settings.required === 'all_failures')
    return [
      ...confirmedFailures(failing.filter(isConfirmed), 'fail'),
      ...unconfirmedFailures(failing, 'fail'),
    ];
  // Without a baseline there is nothing that a failure could be new to.
  if (!evidence.baseline) return standingFailures(failing);
  const newlyFailing = failing.filter((example) => !example.is_changed && passedBefore(example.baseline));
  const newlyPassing = examples.filter(
    ({ baseline, current, is_changed: isChanged }) =>
      !isChanged && stateOf(baseline) === 'failing' && passedBefore(current),
  );
  const p = mcnemarP(newlyFailing.length, newlyPassing.length);
  if (p < TOGETHER_ALPHA) {
    const text = `${counted(newlyFailing.length, 'example')} newly fail ${WHAT}, ${newlyPassing.length} newly pass (${pText(p)}): ${ids(newlyFailing)}.`;
    return [finding('fail', text)];
  }
  const confirmed = newlyFailing.filter(isConfirmed);
  const expected = expectedByChance(examples, confirmed);
  return [
    ...(poissonTail(confirmed.length, expected) < settings.alpha
      ? confirmedFailures(confirmed, 'newly fail')
      : unstableFailures(confirmed, expected)),
    ...unconfirmedFailures(newlyFailing, 'newly fail'),
  ];
}

/**
 * New failures that chance alone would make. The failures in question count too, but only beside other prompts that fail now and
 * then: where everything else is stable, one of them is enough.
 */
function expectedByChance(
  examples: readonly ExampleEvidence[],
  confirmed: readonly ExampleEvidence[],
): number {
  const chanceIn = (some: readonly ExampleEvidence[]) =>
    some.reduce((sum, example) => sum + chanceOfNewFailure(example), 0);
  const all = chanceIn(examples.filter((example) => !example.is_changed));
  const own = chanceIn(confirmed);
  return all - own > 1e-9 ? all : 0;
}

function confirmedFailures(confirmed: readonly ExampleEvidence[], verb: string): Finding[] {
  if (confirmed.length === 0) return [];
  const text = `${counted(confirmed.length, 'example')} ${verb} ${WHAT} in most answers: ${ids(confirmed)}.`;
  return [finding('fail', text)];
}

function unstableFailures(confirmed: readonly ExampleEvidence[], expected: number): Finding[] {
  if (confirmed.length === 0) return [];
  const text = `${counted(confirmed.length, 'example')} newly fail ${WHAT} in most answers, where the instability of the others lets expect ${expected.toFixed(1)} by chance: ${ids(confirmed)}. More answers tell: lrg score --repeats 5`;
  return [finding('inconclusive', text)];
}

function unconfirmedFailures(failing: readonly ExampleEvidence[], verb: string): Finding[] {
  const unconfirmed = failing.filter((example) => !isConfirmed(example));
  if (unconfirmed.length === 0) return [];
  const text = `${counted(unconfirmed.length, 'example')} ${verb} ${WHAT}, unconfirmed by a second answer: ${ids(unconfirmed)}.`;
  return [finding('inconclusive', `${text} Confirm with: lrg score --repeats 3`)];
}

function standingFailures(failing: readonly ExampleEvidence[]): Finding[] {
  if (failing.length === 0) return [];
  const text = `${counted(failing.length, 'example')} fail ${WHAT}; whether they did before is unknown: ${ids(failing)}.`;
  return [finding('note', text)];
}

function countsOf(side: ExampleSide | null): { of: number; failed: number } {
  const known = side?.required.filter((passed) => passed !== null) ?? [];
  return { of: known.length, failed: known.filter((passed) => !passed).length };
}

/** How an example stands with what is required of it; null when nothing is, or when there is no answer. */
export function stateOf(side: ExampleSide | null): 'passing' | 'failing' | null {
  const { of, failed } = countsOf(side);
  if (of === 0) return null;
  return isMost(failed, of) ? 'failing' : 'passing';
}

const isMost = (failed: number, of: number) => failed * 2 > of;

function passedBefore(side: ExampleSide | null): boolean {
  const { of, failed } = countsOf(side);
  return of > 0 && failed === 0;
}

function isConfirmed({ current }: ExampleEvidence): boolean {
  return countsOf(current).failed > 1;
}

/** Chance that this example's failures would all lie in most of the current answers, were both sides alike. */
function chanceOfNewFailure({ baseline, current }: ExampleEvidence): number {
  const [before, now] = [countsOf(baseline), countsOf(current)];
  const failures = before.failed + now.failed;
  if (before.of === 0 || failures < 2 || failures > now.of || !isMost(failures, now.of)) return 0;
  return splitChance(failures, before.of, now.of);
}

const ids = (examples: readonly ExampleEvidence[]) => listed(examples.map(({ id }) => id));
