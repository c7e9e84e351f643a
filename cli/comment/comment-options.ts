export interface CommentOptions {
  verdict?: string;
  markdown?: string;
  scores?: string;
  baseline?: string;
  /** Of the verdict's page. */
  url?: string;
  key?: string;
  repository?: string;
  pullRequest?: number;
  summaryOnly: boolean;
  strict: boolean;
  dryRun: boolean;
}
