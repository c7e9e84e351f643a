'use client';

import { createContext, useContext, type ReactNode } from 'react';
import type { Thresholds } from '#lib/view-models/run-figures.ts';

/** What the server's configuration and the person's role say about runs. */
export interface RunSettings {
  /** May start, promote, cancel and tag. */
  canWrite: boolean;
  thresholds: Thresholds;
  /** Answers when a new run names no model. */
  currentModel: string;
  promptVersion: string | null;
  models: readonly string[];
  repeats: number;
}

const Settings = createContext<RunSettings | null>(null);

export function RunSettingsProvider({ settings, children }: { settings: RunSettings; children: ReactNode }) {
  return <Settings value={settings}>{children}</Settings>;
}

export function useRunSettings(): RunSettings {
  const settings = useContext(Settings);
  if (!settings) throw new Error('useRunSettings: expected to be inside RunSettingsProvider');
  return settings;
}
