import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { quietHoursSchema } from '#lib/domain/alerts/quiet-hours.ts';
import { alertIdSchema, alertRuleSchema } from '#lib/domain/alerts/rule.ts';
import { readYamlFile } from './yaml-file.ts';

const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected the name of an environment variable');
const named = { id: alertIdSchema, name: z.string().trim().min(1).max(120) };

const channelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...named, kind: z.literal('slack'), url_env: variable }),
  z.strictObject({
    ...named,
    kind: z.literal('email'),
    /** Holds smtp://user:password@host:port, or smtps:// for TLS from the first byte. */
    url_env: variable,
    from: z.email(),
    to: z.array(z.email()).min(1).max(50),
  }),
  z.strictObject({ ...named, kind: z.literal('webhook'), url_env: variable, secret_env: variable }),
]);

const alertsSchema = z
  .strictObject({
    cooldown_minutes: z.int().min(1).max(10_080).default(60),
    quiet_hours: quietHoursSchema.nullable().default(null),
    /** More alerts than this of one rule in one check go out as one message with a list. */
    group_above: z.int().min(1).max(50).default(5),
    /** More messages than this in one check go out as one. */
    most_messages: z.int().min(1).max(50).default(10),
    /** Hosts that channels may reach at private or loopback addresses, without TLS too; '*' is all. */
    allowed_private_hosts: z.array(z.string().min(1)).default([]),
    /** How long history is kept. */
    keep_days: z.int().min(1).max(3_650).default(90),
    rules: z.array(alertRuleSchema).default([]),
    channels: z.array(channelSchema).default([]),
  })
  .superRefine(({ rules, channels }, ctx) => {
    const lists = { rules, channels };
    for (const [list, items] of Object.entries(lists)) {
      items.forEach(({ id }, index) => {
        if (items.findIndex((item) => item.id === id) === index) return;
        ctx.addIssue({ code: 'custom', path: [list, index, 'id'], message: `"${id}" is declared twice` });
      });
    }
  });

export type AlertsConfig = z.output<typeof alertsSchema>;
export type FileChannel = AlertsConfig['channels'][number];

/** The folder's alerts.yaml, or the package's own where the folder has none. */
export function readAlertsConfig(folder: string, builtInFolder: string): AlertsConfig {
  const own = join(folder, 'alerts.yaml');
  return readYamlFile(existsSync(own) ? own : join(builtInFolder, 'alerts.yaml'), alertsSchema);
}
