import { z } from 'zod';
import { ForgeError, type CommentForge, type ForgeComment } from '#lib/domain/comment/forge.ts';
import { ForgeHttp } from './forge-http.ts';

export interface CommentForgeOptions {
  /** https://api.github.com, or that of an Enterprise server. */
  apiUrl: string;
  token: string;
  /** owner/name. */
  repository: string;
  pullRequest: number;
  sleep: (ms: number) => Promise<void>;
  nowMs: () => number;
}

const commentSchema = z.object({
  id: z.int(),
  body: z.string().nullish(),
  html_url: z.string(),
  created_at: z.string(),
});
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

/** A pull request's comments on GitHub (those of the conversation, not of the code's lines). */
export function gitHubComments(options: CommentForgeOptions): CommentForge {
  const { apiUrl, token, repository, pullRequest, sleep, nowMs } = options;
  if (!REPOSITORY.test(repository) || repository.split('/').some((part) => /^\.+$/.test(part)))
    throw new ForgeError('refused', `"${repository}" is no repository: expected owner/name`);
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
  };
  const http = new ForgeHttp({ apiUrl, headers, sleep, nowMs });
  const issues = `repos/${repository}/issues`;
  return {
    async *list() {
      for await (const page of http.pages(`${issues}/${pullRequest}/comments?per_page=100`))
        for (const comment of understood(z.array(commentSchema), page))
          yield { ...forgeComment(comment), createdAt: comment.created_at };
    },
    create: async (body) => {
      const answer = await http.send('POST', `${issues}/${pullRequest}/comments`, { body });
      return forgeComment(understood(commentSchema, answer));
    },
    update: async (id, body) => {
      const answer = await http.send('PATCH', `${issues}/comments/${id}`, { body });
      return forgeComment(understood(commentSchema, answer));
    },
  };
}

function forgeComment({ id, body, html_url: url }: z.infer<typeof commentSchema>): ForgeComment {
  return { id: String(id), body: (body ?? '').replace(/\r\n/g, '\n'), url };
}

/** The answer in the form that the API promises. */
export function understood<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new ForgeError('refused', 'the answer is not one of this API: is the address right?', {
    cause: parsed.error,
  });
}
