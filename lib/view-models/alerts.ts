import type { AlertEventItem, AlertList, AlertRuleList } from '#lib/contracts/alerts.ts';
import { ALERT_KINDS, alertFigures, formatAlertValue, type AlertRule } from '#lib/domain/alerts/rule.ts';
import { partText, subjectText } from '#lib/domain/alerts/subject.ts';
import { formatCountOf } from './format.ts';

type AlertItem = AlertList['items'][number];

/** Open alerts of one rule. */
export interface OpenAlertGroup {
  ruleId: string;
  name: string;
  /** "at least 0.720": what is wanted. */
  wanted: string;
  alerts: readonly {
    key: string;
    /** The key in words; empty for the whole. */
    part: string;
    /** Null without data. */
    value: string | null;
    sinceMs: number | null;
    detail: string;
    link: string;
    note: string | null;
  }[];
}

/** Firing alerts by rule, the rule that fires longest first. */
export function prepareOpenAlerts({ items }: AlertList): OpenAlertGroup[] {
  const firing = items.filter(({ status }) => status === 'firing');
  return [...Map.groupBy(firing, ({ rule_id: id }) => id)].map(([ruleId, alerts]) => ({
    ruleId,
    name: alerts[0]?.rule_name ?? ruleId,
    wanted: alerts[0] ? alertFigures(alerts[0].rule_kind, null, alerts[0].threshold).wanted : '',
    alerts: alerts.map((alert) => ({
      key: alert.key,
      part: partText(alert.rule_kind, alert.key),
      value: alert.value === null ? null : formatAlertValue(alert.value, ALERT_KINDS[alert.rule_kind].unit),
      sinceMs: alert.since === null ? null : Date.parse(alert.since),
      detail: alert.detail,
      link: alert.link,
      note: noteOf(alert),
    })),
  }));
}

/** What is said while nothing fires. */
export interface QuietView {
  title: string;
  text: string;
  /** Whether all is well, as far as rules can tell. */
  isGood: boolean;
}

/** Why nothing fires: nothing was checked, nobody watches, there is nothing to see yet, or all is well. */
export function prepareQuiet({ checked_at: checkedAt, rules, items }: AlertList): QuietView {
  if (rules === 0)
    return {
      ...{ title: 'No rule is watching', isGood: false },
      text: 'All rules are paused, or have no limit to watch: whatever goes wrong, nobody is told.',
    };
  if (checkedAt === null)
    return {
      ...{ title: 'Nothing was checked yet', isGood: false },
      text: `The first check of ${formatCountOf(rules, 'rule')} comes within a minute.`,
    };
  const seeing = new Set(items.filter(({ status }) => status !== 'no_data').map((item) => item.rule_id)).size;
  const blind = rules - seeing;
  const watching = `${formatCountOf(rules, 'rule')} ${rules === 1 ? 'is' : 'are'} watching`;
  if (seeing === 0)
    return {
      ...{ title: 'Nothing to see yet', isGood: false },
      text: `${watching}, and there are too few data for any to judge.`,
    };
  return {
    ...{ title: 'Nothing is wrong', isGood: true },
    text:
      blind === 0
        ? `${watching}.`
        : `${watching}; ${blind} of them ${blind === 1 ? 'has' : 'have'} too few data to judge.`,
  };
}

function noteOf({ value, is_told: isTold }: AlertItem): string | null {
  if (value === null) return 'no data at the moment';
  return isTold ? null : 'held back';
}

export type AlertTone = 'negative' | 'positive' | 'warning' | 'neutral';

/** Words and tone of the kinds of events. */
export const EVENT_KINDS: Readonly<Record<AlertEventItem['kind'], { label: string; tone: AlertTone }>> = {
  firing: { label: 'Firing', tone: 'negative' },
  renotify: { label: 'Still firing', tone: 'negative' },
  resolved: { label: 'Resolved', tone: 'positive' },
  no_data: { label: 'No data', tone: 'warning' },
  pending: { label: 'Watching', tone: 'warning' },
  ok: { label: 'Fine again', tone: 'neutral' },
};

/** The same of rollouts, which fire nothing and are not over. */
const ROLLOUT_KINDS: typeof EVENT_KINDS = {
  ...EVENT_KINDS,
  firing: { label: 'Trouble', tone: 'negative' },
  pending: { label: 'Goes on', tone: 'warning' },
  ok: { label: 'Rollout', tone: 'neutral' },
};

export const OUTCOMES: Readonly<Record<AlertEventItem['outcome'], string>> = {
  sent: 'Sent',
  held_back: 'Held back',
  not_sent: 'Not sent',
};

const REASONS: Record<AlertEventItem['reason'], string> = {
  due: 'at once',
  released: 'after it was held back',
  cooldown: 'too soon after the last message',
  quiet_hours: 'quiet hours',
  not_sustained: 'not wrong for long enough yet',
  already_told: 'people know of it already',
  never_told: 'nothing to tell',
};

export interface AlertEventRow {
  id: string;
  timeMs: number;
  /** Rule and what of it is meant. */
  subject: string;
  kind: { label: string; tone: AlertTone };
  value: string;
  /** "wanted at most 900 ms"; of a rollout what was before. */
  wanted: string;
  outcome: string;
  reason: string;
}

/** One line of history, for people. */
export function prepareEventRow(event: AlertEventItem): AlertEventRow {
  const isSent = event.outcome === 'sent';
  const hasNobody = isSent && event.message_id === null;
  const isRollout = event.rule_kind === 'rollout';
  const { value, wanted } = alertFigures(event.rule_kind, event.value, event.threshold);
  return {
    id: event.id,
    timeMs: Date.parse(event.created_at),
    subject: subjectText(event.rule_kind, event.rule_name, event.key),
    kind: isRollout ? ROLLOUT_KINDS[event.kind] : EVENT_KINDS[event.kind],
    value,
    wanted: isRollout ? wanted : `wanted ${wanted}`,
    outcome: hasNobody ? 'Not sent' : OUTCOMES[event.outcome],
    reason: hasNobody ? 'no channel' : REASONS[event.reason],
  };
}

/** One rule on the settings page. */
export function prepareRule(
  { rule, threshold, source, updated_by: by }: AlertRuleList['items'][number],
  cooldownMinutes: number,
) {
  const cooldown = rule.cooldown_minutes ?? cooldownMinutes;
  const origin = {
    file: 'from alerts.yaml',
    changed: `changed by ${by ?? ''}`,
    added: `added by ${by ?? ''}`,
  };
  return {
    measures: ALERT_KINDS[rule.kind].measures,
    wanted:
      threshold === null
        ? 'budgets.yaml has no such limit: nothing is watched'
        : alertFigures(rule.kind, null, threshold).wanted,
    timing: [
      scopeText(rule),
      ...(rule.for_minutes > 0 ? [`for ${minutesText(rule.for_minutes)}`] : []),
      `at most every ${minutesText(cooldown)}`,
      ...(rule.respects_quiet_hours ? [] : ['also in quiet hours']),
    ].filter((text) => text !== ''),
    origin: origin[source],
  };
}

function scopeText(rule: AlertRule): string {
  if (rule.kind === 'budget' && rule.period !== 'window')
    return `${rule.scope}, calendar ${rule.period} so far (UTC)`;
  if ('window_minutes' in rule) return `over ${minutesText(rule.window_minutes)}`;
  return rule.kind === 'category_average' ? `over ${rule.runs} runs` : '';
}

/** "15 min", "24 h", "30 d": the largest unit that leaves no rest. */
function minutesText(minutes: number): string {
  if (minutes > 1_440 && minutes % 1_440 === 0) return `${minutes / 1_440} d`;
  return minutes > 60 && minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
