/** Words that answers of a use case must, or must not, hold. */
export interface KeywordRule {
  /** Null for every exchange, with a use case or without. */
  useCase: string | null;
  must: readonly string[];
  mustNot: readonly string[];
}

/** What the heuristics look for. A limit of null is none. */
export interface HeuristicSettings {
  minCharacters: number;
  maxCharacters: number | null;
  /** ISO 639-1, such as `en`; null for any language. */
  language: string | null;
  /** An answer that has one of them near its beginning refuses. */
  refusalPhrases: readonly string[];
  repetition: {
    /** Length of the sequences of words that are looked for twice. */
    words: number;
    /** Largest share of sequences that occurred before, in [0, 1]. */
    maxShare: number;
    /** Shorter answers are not looked at. */
    minWords: number;
  };
  keywords: readonly KeywordRule[];
}

/** What is looked at of an exchange. */
export interface EvaluatedAnswer {
  /** The text of the answer; null where it has none beside tool calls. */
  text: string | null;
  hasToolCalls: boolean;
  useCase: string | null;
}

/** The rules, in the order in which they are told. */
export const HEURISTIC_RULES = ['empty', 'length', 'language', 'refusal', 'repetition', 'keywords'] as const;
export type CheckName = (typeof HEURISTIC_RULES)[number];

/** What one rule found; `finding` is for people. */
export interface CheckResult {
  check: CheckName;
  outcome: 'passed' | 'failed' | 'not_applicable';
  finding: string;
}
