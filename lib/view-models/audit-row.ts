import type { AuditEntryItem } from '#lib/contracts/audit.ts';

const WORDS: Readonly<Record<string, string>> = {
  'api_key.create': 'Created API key',
  'api_key.revoke': 'Revoked API key',
  'user.invite': 'Invited',
  'user.join': 'Joined by a sign-in provider:',
  'user.link': 'Made a sign-in link for',
  'user.change_role': 'Changed the role of',
  'user.remove': 'Removed',
  'user.set_password': 'Set the password of',
  'user.set_admin': 'Made administrator by the environment:',
  'run.start': 'Started run',
  'run.upload': 'Uploaded run',
  'run.cancel': 'Cancelled run',
  'run.promote': 'Promoted run',
  'run.tag': 'Tagged run',
  'rollout.start': 'Started rollout',
  'rollout.pause': 'Paused rollout',
  'rollout.resume': 'Resumed rollout',
  'rollout.abort': 'Aborted rollout',
  'rollout.promote': 'Promoted the candidate of rollout',
  'rollout.lift_freeze': 'Lifted the freeze of rollout',
  'run.judge': 'Judged run',
  'router.kill': 'Switched off by the kill switch:',
  'router.unkill': 'Took back the kill switch of',
  'prompt.version': 'Stored a version of prompt',
  'prompt.alias': 'Moved an alias of prompt',
  'label.change': 'Changed the label of exchange',
  'alert_rule.create': 'Added alert rule',
  'alert_rule.change': 'Changed alert rule',
  'alert_rule.reset': 'Took away the stored alert rule',
  'alert_settings.change': 'Changed alert settings:',
  'alert_channel.create': 'Added alert channel',
  'alert_channel.change': 'Changed alert channel',
  'alert_channel.delete': 'Removed alert channel',
  'alert_channel.test': 'Sent a test message to alert channel',
};

/** Actions to choose from. */
export const AUDIT_ACTIONS = ['api_key', 'user', 'run', 'rollout', 'alert', ...Object.keys(WORDS)];

/** Where targets of a kind of action can be seen. */
const PAGES: Readonly<Record<string, string>> = { run: '/runs', rollout: '/rollouts' };
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST_DETAILS = 300;
/** Turns of the writing direction: in somebody's name one would turn all of the line after it, and what it says. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

export interface AuditRow {
  /** What was done, in words that the target's name follows. */
  words: string;
  targetName: string;
  /** Where the target can be seen; null without a page of its own. */
  targetHref: string | null;
  details: string;
}

/** An entry of the audit log for a table. */
export function prepareAuditRow({ action, target, details }: AuditEntryItem): AuditRow {
  const page = PAGES[action.split('.', 1)[0] ?? ''] ?? null;
  // A freeze may stand without a rollout behind it.
  const hasPage = page !== null && UUID.test(target.id);
  return {
    words: WORDS[action] ?? action.replaceAll(/[._]/g, ' '),
    targetName: hasPage && target.name === target.id ? target.id.slice(-8) : withoutTurns(target.name),
    targetHref: hasPage ? `${page}/${target.id}` : null,
    details: detailsText(details),
  };
}

function detailsText(details: unknown): string {
  if (typeof details !== 'object' || details === null) return '';
  const text = membersOf(details)
    .map(([key, value]) => `${key}: ${valueText(value)}`)
    .join(', ');
  return text.length > LONGEST_DETAILS ? `${text.slice(0, LONGEST_DETAILS)}…` : text;
}

function withoutTurns(text: string): string {
  return text.replace(TURNS, '\ufffd');
}

/** What is known of an object, with names as words. */
function membersOf(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, member]) => member !== null)
    .map(([key, member]) => [key.replaceAll('_', ' '), member]);
}

function valueText(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return withoutTurns(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(valueText).join(' + ');
  const members = membersOf(value).map(([key, member]) => `${key} ${valueText(member)}`);
  return members.length === 0 ? 'none' : members.join('; ');
}
