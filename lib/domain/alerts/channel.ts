/** Where messages go, with everything that it takes to send there: a secret as a whole. */
export type ChannelTarget =
  | { kind: 'slack'; url: string }
  | {
      kind: 'email';
      host: string;
      port: number;
      /** `tls` from the first byte, `starttls` or nothing at all. */
      security: 'tls' | 'starttls' | 'none';
      username: string | null;
      password: string | null;
      from: string;
      to: readonly string[];
    }
  | { kind: 'webhook'; url: string; secret: string };

/** Which part of a target can't be used, and why. */
export interface TargetProblem {
  field: 'url' | 'host' | 'security';
  message: string;
}

export type ChannelKind = ChannelTarget['kind'];

/** What came of one attempt to send. */
export interface SendAnswer {
  outcome: 'delivered' | 'refused' | 'unreachable' | 'timeout' | 'not_allowed';
  /** Whether it may work later. */
  isRetriable: boolean;
  /** HTTP status or SMTP code. */
  status: number | null;
  /** What the other side said, or why it wasn't asked. */
  text: string;
  /** What it asked to wait. */
  retryAfterMs: number | null;
  durationMs: number;
}

/** What people may see of a target: never a path, a query, a user or a password. */
export function targetSummary(target: ChannelTarget): string {
  if (target.kind === 'email') return `${target.to.join(', ')} by ${target.host}:${target.port}`;
  return `${originOf(target.url)}/…`;
}

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return 'an address that is not valid';
  }
}
