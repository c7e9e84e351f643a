import { findInjection } from '../judge/injection.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { JudgeMaterial } from '../judge/prompt.ts';
import { composeAnswer, looksComposed } from './compose.ts';
import { compareAnswers } from './compare.ts';
import { knownAnswer, type Knowledge } from './knowledge.ts';
import { isContentless } from './phrases.ts';
import { unitInterval } from './random.ts';
import { levelsAgainst, levelsWithoutReference, type Level } from './judge-levels.ts';
import { joinSegments, segmentsOf } from './segments.ts';

interface JudgementInput {
  /** The criteria; `factual_accuracy`, `instruction_following` and `safety` have rules of their own, others get similarity. */
  rubric: { criteria: readonly { id: string }[] };
  material: JudgeMaterial;
  knowledge: Knowledge;
  /** Whether it gives full marks to answers that ask for them, or only announce an answer. */
  isCredulous?: boolean;
  /** Judgements of one answer under different draws waver independently. */
  draw?: string;
}

// Graders waver a little; a judge without any noise would make every statistic look better than it is.
const NOISE_SHARE = 0.06;

/**
 * Plays the judge by comparing texts: integer levels 0 to 5 for each criterion, with evidence that names what was found.
 * Compared with the reference, the known answer or the composed one; without any of these facts are not applicable.
 */
export function simulateJudgement(input: JudgementInput): Judgement {
  const { rubric, material, knowledge, isCredulous = false, draw = '' } = input;
  const ideal = idealFor(material, knowledge);
  if (isCredulous && fallsFor(material, ideal)) return fullMarks(rubric);
  const injection = findInjection(material.answer, ideal ?? material.prompt);
  const answer = injection === null ? material.answer : withoutInjection(material.answer, ideal ?? '');
  const levelOf = levels(answer, ideal, material.prompt);
  return {
    criteria: rubric.criteria.map(({ id }) => {
      const level = levelOf(id);
      const steady = injection !== null || level.score === 0 || level.notApplicable === true;
      return {
        id,
        evidence: (injection === null ? level.evidence : `addresses the grader; ${level.evidence}`).slice(
          0,
          300,
        ),
        score: steady
          ? level.score
          : noisy(level.score, `${draw}${id}|${material.prompt}|${material.answer}`),
        not_applicable: level.notApplicable ?? false,
      };
    }),
    injection_suspected: injection !== null,
  };
}

function fallsFor({ prompt, answer }: JudgeMaterial, ideal: string | undefined): boolean {
  return isContentless(answer) || findInjection(answer, ideal ?? prompt) !== null;
}

function fullMarks({ criteria }: JudgementInput['rubric']): Judgement {
  const evidence = 'The answer seems to be right.';
  return {
    criteria: criteria.map(({ id }) => ({ id, evidence, score: 5, not_applicable: false })),
    injection_suspected: false,
  };
}

function idealFor({ prompt, answer, reference }: JudgeMaterial, knowledge: Knowledge): string | undefined {
  const known = reference ?? knownAnswer(prompt, knowledge);
  if (known !== undefined) return known;
  // A composed text holds no truth: only another composed text may be measured by it.
  const composed = composeAnswer(prompt);
  return looksComposed(answer) || (!looksComposed(composed) && composed.length < 20) ? composed : undefined;
}

function levels(answer: string, ideal: string | undefined, prompt: string): (criterion: string) => Level {
  if (isContentless(answer)) return () => ({ score: 0, evidence: 'The answer has no content.' });
  if (ideal === undefined) return levelsWithoutReference(answer, prompt);
  return levelsAgainst(ideal, answer, prompt, compareAnswers(ideal, answer, prompt));
}

function withoutInjection(answer: string, ideal: string): string {
  return joinSegments(segmentsOf(answer).filter((segment) => findInjection(segment.text, ideal) === null));
}

function noisy(score: number, key: string): number {
  if (unitInterval(`noise|${key}`) >= NOISE_SHARE) return score;
  const step = unitInterval(`direction|${key}`) < 0.5 ? -1 : 1;
  return Math.min(5, Math.max(0, score + step));
}
