import { readdirSync, readFileSync } from 'node:fs';

/** Linux reports times in these, whatever its own clock. */
export const TICKS_PER_SECOND = 100;

/** User and system seconds that a process with all its threads has used; null where the system doesn't tell. */
export function cpuSeconds(pid: number): number | null {
  const fields = statOf(pid);
  return fields && (number(fields, USER) + number(fields, SYSTEM)) / TICKS_PER_SECOND;
}

/** The same of a process, its children of this moment, and those that have ended. */
export function cpuSecondsOfFamily(pid: number): number | null {
  const parent = statOf(pid);
  if (!parent) return null;
  let ticks = [USER, SYSTEM, ENDED_USER, ENDED_SYSTEM].reduce((sum, field) => sum + number(parent, field), 0);
  for (const name of readdirSync('/proc')) {
    const child = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (child && number(child, PARENT) === pid) ticks += number(child, USER) + number(child, SYSTEM);
  }
  return ticks / TICKS_PER_SECOND;
}

/** Positions after the command's name in /proc/<pid>/stat. */
const PARENT = 1;
const USER = 11;
const SYSTEM = 12;
const ENDED_USER = 13;
const ENDED_SYSTEM = 14;

function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function number(fields: readonly string[], index: number): number {
  return Number(fields[index] ?? 0);
}
