import { z } from 'zod';

export const KILL_TARGETS = ['shadow', 'canary'] as const;
export type KillTarget = (typeof KILL_TARGETS)[number];

const entrySchema = z.strictObject({
  at: z.iso.datetime(),
  by: z.string(),
  reason: z.string(),
  /** Whether the database has it too: then the database says when it is over, for all replicas at once. */
  is_stored: z.boolean(),
  /** Set for what must stay on this machine; anything else is stored as soon as the database can be reached. */
  is_local: z.literal(true).optional(),
});

/** What is switched off on this machine: `<data>/kill-switches.json`. What isn't in it goes on. */
export const killFileSchema = z.strictObject({
  shadow: entrySchema.optional(),
  canary: entrySchema.optional(),
});
export type KillEntry = z.infer<typeof entrySchema>;
export type KillFile = z.infer<typeof killFileSchema>;

/** What is switched off. */
export type Kills = Readonly<Record<KillTarget, boolean>>;

/**
 * What is switched off in effect: here or in the database.
 *
 * @param stored what the database said last; null when it was never read
 */
export function effectiveKills(local: KillFile, stored: Kills | null): Kills {
  const isKilled = (target: KillTarget): boolean => {
    const entry = local[target];
    if (stored === null) return entry !== undefined;
    return stored[target] || (entry !== undefined && !entry.is_stored);
  };
  return { shadow: isKilled('shadow'), canary: isKilled('canary') };
}

/** The same without entries that the database had and has taken back, on whichever replica that was done. */
export function withoutSettled(local: KillFile, stored: Kills): KillFile {
  const isSettled = (target: KillTarget) => local[target]?.is_stored === true && !stored[target];
  return KILL_TARGETS.filter(isSettled).reduce((left, target) => withKill(left, target, null), local);
}

/** A change of one switch; null takes it back. */
export function withKill(local: KillFile, target: KillTarget, entry: KillEntry | null): KillFile {
  const { [target]: _, ...others } = local;
  return entry === null ? others : { ...others, [target]: entry };
}

/** A file that is there and can't be understood was written by somebody who wanted something off: both are, on this machine. */
export function unreadableKills(reason: string, nowMs: number): KillFile {
  const entry = {
    at: new Date(nowMs).toISOString(),
    by: 'unknown',
    reason,
    is_stored: false,
    is_local: true,
  } as const;
  return { shadow: entry, canary: entry };
}
