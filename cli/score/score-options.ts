/** What can be chosen on the command line; the rest stands in scorer_config.yaml. */
export interface ScoreOptions {
  model?: string;
  prompt?: string;
  dataset?: string;
  config?: string;
  output: string;
  sample?: number;
  seed: number;
  limit?: number;
  repeats?: number;
  concurrency?: number;
  cache: boolean;
  tag: Record<string, string>;
  resume?: string | true;
  upload: boolean;
  quiet: boolean;
}
