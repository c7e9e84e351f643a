/** What can be chosen on the command line; the rest stands under `gate` in scorer_config.yaml. */
export interface GateOptions {
  current?: string;
  baseline?: string;
  config?: string;
  rule?: 'threshold' | 'statistical';
  alpha?: number;
  inference?: 'random_prompts' | 'fixed_prompts';
  seed?: number;
  allowIncomparable: boolean;
  json: boolean;
  output?: string;
  markdown?: string;
  verify?: string;
  aa: boolean;
  runs: number;
  repeats?: number;
  /** False: files alone, whatever LRG_SERVER_URL says. */
  server?: string | false;
  repository?: string;
  commit?: string;
  branch?: string;
  pullRequest?: number;
  /** Further tries when the server doesn't answer. */
  retries: number;
}
