import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readEnvironment } from '#lib/config/environment.ts';
import { readConfigFiles } from '#lib/config/files.ts';
import { gateSettings } from '#lib/config/gate-schema.ts';
import type { GateSettings } from '#lib/domain/gate/settings.ts';

const BUILT_IN_CONFIG = join(import.meta.dirname, '../../config');
const DEFAULT_CONFIG = 'config';

/**
 * The gate's settings of the configuration, with what the command line says otherwise; without a configuration folder, unless
 * one was asked for, the built-in ones.
 */
export function readSettings(config: string | undefined, changes: Partial<GateSettings>): GateSettings {
  const { configDir } = readEnvironment();
  const folder = resolve(config ?? configDir);
  const isAskedFor = config !== undefined || folder !== resolve(DEFAULT_CONFIG);
  const hasNone = !isAskedFor && !existsSync(folder);
  if (hasNone) console.error('There is no config folder here: the built-in thresholds decide.');
  const { scorer } = readConfigFiles(hasNone ? BUILT_IN_CONFIG : folder);
  return gateSettings(scorer, changes);
}
