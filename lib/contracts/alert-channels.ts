import { z } from 'zod';
import { alertIdSchema } from '#lib/domain/alerts/rule.ts';

const name = z.string().trim().min(1).max(120);
const secret = z.string().min(16, 'expected at least 16 characters').max(500);
const httpsUrl = z.url({ protocol: /^https?$/, error: 'expected an https:// address' }).max(2_000);
const email = {
  kind: z.literal('email'),
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  username: z.string().max(320).nullable(),
  from: z.email(),
  to: z.array(z.email()).min(1).max(50),
};

/** Where a new channel sends, with its secrets. */
const newTargetSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('slack'), url: httpsUrl }),
    z.strictObject({ kind: z.literal('webhook'), url: httpsUrl, secret }),
    z.strictObject({ ...email, password: z.string().max(500).nullable() }),
  ])
  .meta({ id: 'AlertChannelTarget' });

export const createAlertChannelSchema = z
  .strictObject({ id: alertIdSchema, name, target: newTargetSchema })
  .meta({ id: 'CreateAlertChannel' });
export type CreateAlertChannel = z.output<typeof createAlertChannelSchema>;

export const changeAlertChannelSchema = z
  .strictObject({
    version: z.int().min(1),
    name: name.optional(),
    is_paused: z.boolean().optional(),
    target: newTargetSchema.optional().meta({ description: 'Replaces address and secrets as a whole.' }),
  })
  .meta({ id: 'ChangeAlertChannel' });
export type ChangeAlertChannel = z.output<typeof changeAlertChannelSchema>;

export const alertChannelListSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(['slack', 'email', 'webhook']),
        source: z.enum(['file', 'stored']),
        is_paused: z.boolean(),
        is_usable: z.boolean(),
        summary: z
          .string()
          .meta({ description: 'Where it sends, without secrets; or why it can not be used.' }),
        version: z.int(),
      }),
    ),
  })
  .meta({ id: 'AlertChannelList' });
export type AlertChannelList = z.infer<typeof alertChannelListSchema>;

/** What the channel answered to a test message. */
export const testedAlertChannelSchema = z
  .object({
    outcome: z.enum(['delivered', 'refused', 'unreachable', 'timeout', 'not_allowed']),
    status: z.int().nullable(),
    text: z.string(),
    duration_ms: z.number(),
  })
  .meta({ id: 'TestedAlertChannel' });
export type TestedAlertChannel = z.infer<typeof testedAlertChannelSchema>;
