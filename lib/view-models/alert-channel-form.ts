import { createAlertChannelSchema, type CreateAlertChannel } from '#lib/contracts/alert-channels.ts';

type ChannelKind = CreateAlertChannel['target']['kind'];
export type ChannelForm = Readonly<Record<string, string>>;

export interface ChannelField {
  name: string;
  label: string;
  hint?: string;
  isSecret?: boolean;
  options?: readonly string[];
}

/** The fields of each kind of channel. */
export const CHANNEL_FIELDS: Readonly<Record<ChannelKind, readonly ChannelField[]>> = {
  slack: [
    { name: 'url', label: 'Webhook address', hint: 'https://hooks.slack.com/services/…', isSecret: true },
  ],
  webhook: [
    { name: 'url', label: 'Address', hint: 'https://…', isSecret: true },
    { name: 'secret', label: 'Secret', hint: 'At least 16 characters; signs every message', isSecret: true },
  ],
  email: [
    { name: 'host', label: 'Mail server' },
    { name: 'port', label: 'Port', hint: '587, or 465 for TLS' },
    { name: 'security', label: 'Security', options: ['starttls', 'tls', 'none'] },
    { name: 'username', label: 'User', hint: 'Empty for none' },
    { name: 'password', label: 'Password', isSecret: true },
    { name: 'from', label: 'From' },
    { name: 'to', label: 'To', hint: 'Addresses, separated by commas' },
  ],
};

/** The channel that a form means, or what is wrong with which field. */
export function readChannelForm(
  form: ChannelForm,
  kind: ChannelKind,
): { channel: CreateAlertChannel | null; errors: Readonly<Record<string, string>> } {
  const text = (name: string) => (form[name] ?? '').trim();
  const orNull = (name: string) => (text(name) === '' ? null : text(name));
  const targets = {
    slack: { kind, url: text('url') },
    webhook: { kind, url: text('url'), secret: text('secret') },
    email: {
      kind,
      host: text('host'),
      port: Number(text('port') || NaN),
      security: text('security') || 'starttls',
      username: orNull('username'),
      password: form.password === '' ? null : (form.password ?? null),
      from: text('from'),
      to: text('to')
        .split(/[\s,;]+/)
        .filter(Boolean),
    },
  };
  const parsed = createAlertChannelSchema.safeParse({
    id: text('id'),
    name: text('name'),
    target: targets[kind],
  });
  if (parsed.success) return { channel: parsed.data, errors: {} };
  const errors = parsed.error.issues.map(({ path, message }) => [
    String(path[0] === 'target' ? path[1] : path[0]),
    message,
  ]);
  return { channel: null, errors: Object.fromEntries(errors) as Record<string, string> };
}
