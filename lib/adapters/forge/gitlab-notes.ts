import { z } from 'zod';
import type { CommentForge, ForgeComment } from '#lib/domain/comment/forge.ts';
import { ForgeHttp } from './forge-http.ts';
import { understood, type CommentForgeOptions } from './github-comments.ts';

const noteSchema = z.object({
  id: z.int(),
  body: z.string(),
  created_at: z.string(),
  system: z.boolean().nullish(),
});

export interface NoteForgeOptions extends CommentForgeOptions {
  /** Whether the token is CI_JOB_TOKEN. */
  isJobToken: boolean;
  /** Of the merge request, for people; notes have no address of their own in the API. */
  pageUrl: string;
}

/** A merge request's notes on GitLab. `repository` is the project's full path or number, `pullRequest` the request's iid. */
export function gitLabNotes(options: NoteForgeOptions): CommentForge {
  const { apiUrl, token, isJobToken, repository, pullRequest, pageUrl, sleep, nowMs } = options;
  const headers = { accept: 'application/json', [isJobToken ? 'job-token' : 'private-token']: token };
  const http = new ForgeHttp({ apiUrl, headers, sleep, nowMs });
  const notes = `projects/${encodeURIComponent(repository)}/merge_requests/${pullRequest}/notes`;
  const forgeComment = ({ id, body }: z.infer<typeof noteSchema>): ForgeComment => ({
    id: String(id),
    body,
    url: `${pageUrl}#note_${id}`,
  });
  return {
    async *list() {
      for await (const page of http.pages(`${notes}?per_page=100`))
        for (const note of understood(z.array(noteSchema), page))
          if (note.system !== true) yield { ...forgeComment(note), createdAt: note.created_at };
    },
    create: async (body) => forgeComment(understood(noteSchema, await http.send('POST', notes, { body }))),
    update: async (id, body) =>
      forgeComment(understood(noteSchema, await http.send('PUT', `${notes}/${id}`, { body }))),
  };
}
