/** A change that was made, or why it can't be: there is no such thing, somebody was faster, or a field is wrong. */
export type ChangeOutcome =
  | { ok: true }
  | { ok: false; status: 404 | 409; reason: string }
  | { ok: false; status: 422; problem: { path: string; message: string } };

export const changed: ChangeOutcome = { ok: true };

export function refuse(status: 404 | 409, reason: string): ChangeOutcome {
  return { ok: false, status, reason };
}

export const FASTER = 'somebody has changed this in the meantime; load it again and repeat your change';
