import { z } from 'zod';
import { pageOf, pageQuerySchema, timeRangeQuerySchema } from './page.ts';

/** Somebody or something with an id that people know by a name. */
export const actorSchema = z
  .object({ id: z.string(), kind: z.enum(['user', 'api_key', 'other']), name: z.string() })
  .meta({ id: 'Actor', description: 'Who did something; `name` is the id where no name is known.' });

export const auditEntrySchema = z
  .object({
    id: z.uuid(),
    created_at: z.iso.datetime(),
    actor: actorSchema,
    action: z.string(),
    target: actorSchema,
    details: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });

export const auditPageSchema = pageOf(auditEntrySchema).meta({ id: 'AuditPage' });

const text = z.string().trim().min(1).max(200).optional();

export const auditQuerySchema = pageQuerySchema.extend({
  ...timeRangeQuerySchema.shape,
  actor: text.meta({ description: 'An id, or a part of the name or e-mail address.' }),
  action: text.meta({ description: 'An action such as run.promote, or all of a kind, such as run.' }),
  target: text.meta({ description: 'The exact id of what was changed.' }),
});

export type Actor = z.infer<typeof actorSchema>;
export type AuditEntryItem = z.infer<typeof auditEntrySchema>;
export type AuditQuery = z.infer<typeof auditQuerySchema>;
