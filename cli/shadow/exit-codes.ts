import type { DecisionWord } from '#lib/domain/sequential/shadow-decision.ts';

/** How a program that asks for a decision ends. */
export const EXIT_CODES: Readonly<Record<DecisionWord, number>> = {
  promote: 0,
  roll_back: 1,
  keep_going: 3,
  undecided: 3,
};
