import { isQuietAt } from '#lib/domain/alerts/quiet-hours.ts';
import { timingOf, type AlertRule } from '#lib/domain/alerts/rule.ts';
import { NEW_ALERT_STATE } from '#lib/domain/alerts/state.ts';
import { transition } from '#lib/domain/alerts/transition.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../in-transaction.ts';
import { readStates, writeStates, type SeenState } from './alert-states.ts';
import { gatherObservations, thresholdOf } from './gather-observations.ts';
import type { RuleObservation } from './observe/observation.ts';
import { readChannels, type ChannelContext } from './read-channels.ts';
import { readQuietHours, readRules } from './read-rules.ts';
import { storeEvents, type NewEvent } from './store-events.ts';

export type EvaluateContext = ChannelContext &
  Pick<Context, 'clock' | 'newId' | 'jobs' | 'log' | 'isDatabaseAway'>;

export interface AlertCheck {
  rules: number;
  /** Keys that were looked at. */
  checked: number;
  events: number;
  firing: number;
  messages: number;
  /** Rules that couldn't be looked at, with the reason in the log. */
  failed: string[];
}

/**
 * Looks at every rule that isn't paused. What it sees is read first; then states, history and deliveries are written in one
 * transaction that holds the settings' lock, so that two checks at once follow one another and nothing is told twice.
 */
export async function evaluateAlerts(ctx: EvaluateContext): Promise<AlertCheck> {
  const [rules, channels] = await Promise.all([readRules(ctx), readChannels(ctx)]);
  const active = rules
    .map(({ rule }) => rule)
    .filter((rule) => !rule.is_paused && thresholdOf(ctx, rule) !== null);
  const seen = new Map<AlertRule, RuleObservation[]>();
  const failed: string[] = [];
  for (const rule of active) {
    try {
      seen.set(rule, await gatherObservations(ctx, rule));
    } catch (error) {
      // One rule that can't be looked at must not silence the others; a database that is away stops all.
      if (ctx.isDatabaseAway(error)) throw error;
      ctx.log.error({ err: error, rule: rule.id }, 'an alert rule could not be looked at');
      failed.push(rule.id);
    }
  }
  const usable = channels.filter(({ target, isPaused }) => target !== null && !isPaused);
  return inTransaction(ctx.pool, async (client) => {
    const nowMs = ctx.clock.nowMs();
    await client.query('UPDATE alert_settings SET checked_at = $1 WHERE id = 1', [new Date(nowMs)]);
    const { quietHours } = await readQuietHours(ctx, client);
    const isQuiet = quietHours !== null && isQuietAt(quietHours, nowMs);
    const states = await readStates(client);
    const defaults = { cooldownMinutes: ctx.config.alerts.cooldown_minutes };
    const written: SeenState[] = [];
    const events: NewEvent[] = [];
    for (const [rule, observations] of seen) {
      const threshold = thresholdOf(ctx, rule);
      if (threshold === null) continue;
      const timing = timingOf(rule, threshold, defaults);
      const ofRule = states.get(rule.id);
      for (const observation of withForgotten(observations, ofRule?.keys() ?? [])) {
        const before = ofRule?.get(observation.key) ?? NEW_ALERT_STATE;
        const { state, event } = transition(
          before,
          observation,
          timing,
          nowMs,
          isQuiet && rule.respects_quiet_hours,
        );
        const entry = { ruleId: rule.id, state, threshold, observation };
        written.push(entry);
        if (event) events.push({ ...entry, rule, event });
      }
    }
    await writeStates(client, written);
    const messages = await storeEvents(ctx, client, events, usable);
    return {
      rules: active.length,
      checked: written.length,
      events: events.length,
      firing: written.filter(({ state }) => state.status === 'firing').length,
      messages,
      failed,
    };
  });
}

/** The observations, and one without data for every key that was known and is seen no more. */
function withForgotten(
  observations: readonly RuleObservation[],
  known: Iterable<string>,
): readonly RuleObservation[] {
  const present = new Set(observations.map(({ key }) => key));
  const forgotten = [...known].filter((key) => !present.has(key));
  return [
    ...observations,
    ...forgotten.map((key) => ({
      key,
      value: null,
      samples: 0,
      detail: 'There are no data any more.',
      link: '/alerts',
    })),
  ];
}
