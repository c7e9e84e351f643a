import { hashText, randomOf, unitInterval } from './random.ts';

/** Chance for one answer: repeatable, and partly shared by all models, because hard prompts are hard for everybody. */
export interface Draws {
  /** In [0.4, 1.6], the same for every model: how much harder than the mean this prompt is. */
  difficulty: number;
  /** A number in [0, 1) for one purpose. */
  unit: (purpose: string) => number;
  /** A sequence for one purpose, the same for every model: two models that slip in one place slip alike. */
  random: (purpose: string) => () => number;
}

// Real models agree on many answers. With shared chance a better model's mistakes are mostly a part of a worse one's.
const SHARED_SHARE = 0.6;

/** The draws of one model (and sampling seed) for one prompt. */
export function drawsFor(model: string, prompt: string, seed: number | undefined): Draws {
  const own = `${model}|${seed ?? ''}`;
  const about = hashText(prompt); // short, because every draw hashes it again
  return {
    difficulty: 0.4 + 1.2 * unitInterval(`difficulty|${about}`),
    unit: (purpose) => {
      const shared = unitInterval(`who|${purpose}|${about}`) < SHARED_SHARE;
      return unitInterval(`${shared ? 'all' : own}|${purpose}|${about}`);
    },
    random: (purpose) => randomOf(`how|${purpose}|${about}`),
  };
}
