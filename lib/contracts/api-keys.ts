import { z } from 'zod';
import { SCOPES } from '#lib/domain/access/scopes.ts';
import { actorSchema } from './audit.ts';

const scopes = z.array(z.enum(SCOPES)).min(1);

export const createApiKeySchema = z
  .strictObject({ name: z.string().trim().min(1).max(100), scopes })
  .meta({ id: 'CreateApiKey' });

export const createdApiKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes,
    key: z.string().meta({ description: 'Shown this once; only its hash is kept.' }),
  })
  .meta({ id: 'CreatedApiKey' });

export const apiKeyListSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        prefix: z.string(),
        scopes: z.array(z.string()),
        created_by: actorSchema,
        created_at: z.iso.datetime(),
        last_used_at: z.iso.datetime().nullable(),
        revoked_at: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'ApiKeyList' });

export type ApiKeyItem = z.infer<typeof apiKeyListSchema>['items'][number];
