/** What the gate reads of a scored run; the scores file fits it. */
export interface GateRun {
  run_id: string;
  model: string;
  prompt_version: string | null;
  finished_at: string;
  is_simulated: boolean;
  quality: 'complete' | 'degraded' | 'void';
  reasons: readonly string[];
  repeats: number;
  signature: { hash: string };
  categories: Readonly<Record<string, { weight: number }>>;
  overall_metrics: { criteria: Readonly<Record<string, { n: number; mean: number | null }>> };
  examples: readonly GateExample[];
}

export interface GateExample {
  id: string;
  category: string;
  group: string | null;
  /** The texts, or something that stands for them on both sides: they are compared, never shown. */
  prompt: string;
  reference_response: string;
  answers: readonly GateAnswer[];
}

export interface GateAnswer {
  repeat: number;
  status: 'ok' | 'error';
  /** Only its length counts; null when there is none. */
  answer: { readonly length: number } | null;
  scores: { composite: number | null };
  checks: readonly { required: boolean; passed: boolean }[];
  judge: readonly {
    score: number | null;
    judgement: unknown;
    failed_required?: readonly string[] | undefined;
  }[];
}
