/** A change that was made, or why it can't be: there is no such thing, or somebody was faster. */
export type ChangeOutcome = { ok: true } | { ok: false; status: 404 | 409; reason: string };

export const changed: ChangeOutcome = { ok: true };

export function refuse(status: 404 | 409, reason: string): ChangeOutcome {
  return { ok: false, status, reason };
}

export const FASTER = 'somebody has changed this in the meantime; load it again and repeat your change';
