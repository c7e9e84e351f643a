/** Randomness that nobody can guess. */
export interface RandomSource {
  /** Hex digits from the system's generator. */
  hex: (bytes: number) => string;
}
