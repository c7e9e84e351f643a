/** Why something could not be evaluated, or is not usable; for people. */
export interface Problem {
  problem: string;
}

/** The engines that checks need: regular expressions under a time limit, and JSON Schema. */
export interface CheckTools {
  /** Whether the pattern matches somewhere in the text; a problem when it doesn't compile or takes too long. */
  testRegex: (pattern: string, flags: string, text: string) => boolean | Problem;
  /** Null when the value is valid; else the first violation (or why it could not be evaluated). */
  validateJson: (schema: Record<string, unknown>, value: unknown) => string | null;
  /** Null when the pattern compiles. */
  regexProblem: (pattern: string, flags: string) => string | null;
  /** Null when the schema compiles. */
  schemaProblem: (schema: Record<string, unknown>) => string | null;
}
