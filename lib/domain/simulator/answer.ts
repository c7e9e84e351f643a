import { composeAnswer, SIMULATED_MARK } from './compose.ts';
import { constraintsOf } from './constraints.ts';
import { degrade } from './degrade.ts';
import { drawsFor } from './draws.ts';
import { knownAnswer, normalisedPrompt, type Knowledge } from './knowledge.ts';
import type { SimulatorProfile } from './profiles.ts';
import { joinSegments, segmentsOf } from './segments.ts';

interface AnswerInput {
  profile: Pick<SimulatorProfile, 'name' | 'quality'>;
  /** The last user message. */
  prompt: string;
  /** The system message; only limits of length in it are obeyed. */
  system?: string;
  knowledge: Knowledge;
  /** A sampling seed: another seed, another answer of the same quality. */
  seed?: number;
}

/** The answer that a perfect model would give: the reference for a known prompt, else a composed one. */
export function idealAnswer(prompt: string, knowledge: Knowledge): string {
  return knownAnswer(prompt, knowledge) ?? composeAnswer(prompt);
}

/** The answer of one simulated model, the same for the same input; quality 1 gives the ideal answer. */
export function simulateAnswer({ profile, prompt, system, knowledge, seed }: AnswerInput): string {
  const ideal = shortened(idealAnswer(prompt, knowledge), system);
  const draws = drawsFor(profile.name, normalisedPrompt(prompt), seed);
  // The mark is not material: a damaged simulated answer must still say that it is one.
  const mark = new RegExp(`^${SIMULATED_MARK}\\s`).exec(ideal)?.[0] ?? '';
  return mark + degrade(ideal.slice(mark.length), prompt, profile.quality, draws);
}

/** A changed system prompt must be able to change answers, else a prompt regression could never show. */
function shortened(ideal: string, system: string | undefined): string {
  if (system === undefined) return ideal;
  const { maxSentences, maxWords } = constraintsOf(system);
  const fewer = maxSentences === undefined ? ideal : joinSegments(segmentsOf(ideal).slice(0, maxSentences));
  return maxWords === undefined
    ? fewer
    : fewer
        .split(/(?<=\s)/)
        .slice(0, maxWords)
        .join('')
        .trimEnd();
}
