/** A comment on a pull request. */
export interface ForgeComment {
  id: string;
  body: string;
  /** For people. */
  url: string;
}

/** The comments of one pull request. Failures are ForgeErrors. */
export interface CommentForge {
  /** Oldest first or newest first, page by page; `createdAt` tells. */
  list: () => AsyncIterable<ForgeComment & { createdAt: string }>;
  create: (body: string) => Promise<ForgeComment>;
  update: (id: string, body: string) => Promise<ForgeComment>;
}

/**
 * forbidden: the token may not do this. missing: there is no such pull request or comment (GitHub also says so of what the
 * token may not see). too_long: shorter text would do. unavailable: no answer, or one of an ailing server; whether the call
 * took effect isn't known. rate_limited: later. refused: anything else.
 */
export type ForgeFailure = 'forbidden' | 'missing' | 'too_long' | 'unavailable' | 'rate_limited' | 'refused';

/** A call of GitHub's or GitLab's API that failed; the message is for people. */
export class ForgeError extends Error {
  readonly failure: ForgeFailure;

  constructor(failure: ForgeFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ForgeError';
    this.failure = failure;
  }
}
