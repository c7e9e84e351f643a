import type { PoolClient } from 'pg';
import { NEW_ALERT_STATE, type AlertState, type AlertStatus } from '#lib/domain/alerts/state.ts';
import { storableText } from '#lib/domain/text/storable.ts';
import type { RuleObservation } from './observe/observation.ts';

interface StateRow {
  rule_id: string;
  key: string;
  status: AlertStatus;
  since: Date | null;
  is_told: boolean;
  last_notified_at: Date | null;
  breach_ms: number;
  silent_ms: number;
  last_seen_at: Date | null;
}

/** Every remembered state, by rule and key. */
export async function readStates(client: PoolClient): Promise<Map<string, Map<string, AlertState>>> {
  const { rows } = await client.query<StateRow>('SELECT * FROM alert_states');
  const states = new Map<string, Map<string, AlertState>>();
  for (const row of rows) {
    const ofRule = states.get(row.rule_id) ?? new Map<string, AlertState>();
    states.set(row.rule_id, ofRule.set(row.key, stateOf(row)));
  }
  return states;
}

function stateOf(row: StateRow): AlertState {
  return {
    ...NEW_ALERT_STATE,
    status: row.status,
    sinceMs: row.since?.getTime() ?? null,
    isTold: row.is_told,
    lastNotifiedMs: row.last_notified_at?.getTime() ?? null,
    breachMs: row.breach_ms,
    silentMs: row.silent_ms,
    lastSeenMs: row.last_seen_at?.getTime() ?? null,
  };
}

export interface SeenState {
  ruleId: string;
  state: AlertState;
  threshold: number;
  observation: RuleObservation;
}

/** Writes the states of one check, many in one statement. */
export async function writeStates(client: PoolClient, seen: readonly SeenState[]): Promise<void> {
  if (seen.length === 0) return;
  const column = (read: (entry: SeenState) => unknown) => seen.map(read);
  const time = (ms: number | null) => (ms === null ? null : new Date(ms));
  await client.query(
    `INSERT INTO alert_states (rule_id, key, status, since, is_told, last_notified_at, breach_ms, silent_ms,
       last_seen_at, value, threshold, samples, detail, link)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::boolean[], $6::timestamptz[],
       $7::double precision[], $8::double precision[], $9::timestamptz[], $10::double precision[],
       $11::double precision[], $12::integer[], $13::text[], $14::text[])
     ON CONFLICT (rule_id, key) DO UPDATE SET status = excluded.status, since = excluded.since,
       is_told = excluded.is_told, last_notified_at = excluded.last_notified_at, breach_ms = excluded.breach_ms,
       silent_ms = excluded.silent_ms, last_seen_at = excluded.last_seen_at, value = excluded.value,
       threshold = excluded.threshold, samples = excluded.samples, detail = excluded.detail, link = excluded.link`,
    [
      column(({ ruleId }) => ruleId),
      column(({ observation }) => storableText(observation.key)),
      column(({ state }) => state.status),
      column(({ state }) => time(state.sinceMs)),
      column(({ state }) => state.isTold),
      column(({ state }) => time(state.lastNotifiedMs)),
      column(({ state }) => state.breachMs),
      column(({ state }) => state.silentMs),
      column(({ state }) => time(state.lastSeenMs)),
      column(({ observation }) => observation.value),
      column(({ threshold }) => threshold),
      column(({ observation }) => observation.samples),
      column(({ observation }) => storableText(observation.detail)),
      column(({ observation }) => observation.link),
    ],
  );
}
