import {
  answeringSide,
  failingSide,
  mixedSide,
  slowedSide,
  type JudgedAnswers,
  type SimulatedSide,
} from './simulated-side.ts';

/** A candidate whose truth is known. */
export interface SimulatedCandidate {
  name: string;
  /** What is true of it. */
  truth: string;
  side: SimulatedSide;
  /** From when on that is so, in minutes after the start. */
  troubleFromMinute: number;
}

/** Judged answers of the simulator's models. */
export type AnswersOf = (model: 'large' | 'medium' | 'degraded') => JudgedAnswers;

/** How production answers: the simulator's medium model. */
export const controlSide = (answersOf: AnswersOf): SimulatedSide =>
  answeringSide(answersOf('medium'), answersOf('medium'));

/** Candidates from better to broken; quality differs by answers of a bad model that are mixed in. */
export function simulatedCandidates(answersOf: AnswersOf): SimulatedCandidate[] {
  const medium = answersOf('medium');
  const control = controlSide(answersOf);
  const bad = answeringSide(answersOf('degraded'), medium);
  const gap = meanOf(medium.scores) - meanOf(answersOf('degraded').scores);
  const worse = (drop: number) => mixedSide(control, bad, drop / gap);
  const failing = failingSide(50);
  const better = answeringSide(answersOf('large'), medium);
  const gain = meanOf(answersOf('large').scores) - meanOf(medium.scores);
  const known: Omit<SimulatedCandidate, 'troubleFromMinute'>[] = [
    { name: 'better', truth: `scores ${gain.toFixed(3)} higher`, side: better },
    { name: 'equal', truth: 'does the same as control', side: control },
    { name: 'slightly worse', truth: 'scores 0.020 lower', side: worse(0.02) },
    { name: 'worse', truth: 'scores 0.100 lower', side: worse(0.1) },
    { name: 'bad', truth: `scores ${gap.toFixed(3)} lower`, side: bad },
    { name: 'slower', truth: 'takes 1.2 times as long', side: slowedSide(control, 1.2) },
    { name: 'slow', truth: 'takes 3 times as long', side: slowedSide(control, 3) },
    { name: 'hanging', truth: 'takes over 10 s', side: slowedSide(control, 20) },
    { name: 'flaky', truth: '8% of requests fail', side: mixedSide(control, failing, 0.08) },
    { name: 'broken', truth: 'every request fails', side: failing },
  ];
  const late = mixedSide(control, failing, 1, LATE_MINUTE);
  return [
    ...known.map((candidate) => ({ ...candidate, troubleFromMinute: 0 })),
    {
      name: 'breaks late',
      truth: `every request fails after ${LATE_MINUTE} min`,
      side: late,
      troubleFromMinute: LATE_MINUTE,
    },
  ];
}

/** In the second step of the default plan. */
const LATE_MINUTE = 45;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
