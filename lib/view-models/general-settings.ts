import type { GeneralSettings } from '#lib/contracts/general-settings.ts';
import type { PrivacyMode } from '#lib/domain/privacy/privacy-mode.ts';
import { formatCountOf } from './format.ts';

/** A setting as people read it; a list of values is shown as marks. */
export interface SettingLine {
  name: string;
  value: string | readonly string[];
  note: string | null;
}

const MODES: Record<PrivacyMode, { value: string; note: string }> = {
  full: { value: 'Full: texts are stored as they are', note: 'Prompts, answers, tool calls and metadata.' },
  redacted: {
    value: 'Redacted: personal data is replaced before texts are stored',
    note: 'Shadow evaluations work on the redacted texts.',
  },
  hash_only: {
    value: 'Hash only: no texts are stored',
    note: "Only the prompt's hash and the figures. New exchanges are not sampled for shadow evaluation: there is nothing to compare.",
  },
};

/** The settings as lines of text, by panel. */
export function prepareGeneralSettings({
  privacy,
  retention,
  signIn,
}: GeneralSettings): Record<'privacy' | 'retention' | 'signIn', SettingLine[]> {
  const { providers, allowedDomains, defaultRole } = signIn;
  return {
    privacy: [
      { name: 'Text storage', ...MODES[privacy.mode] },
      ...(privacy.mode === 'full'
        ? []
        : [{ name: 'Patterns', value: privacy.patterns.length > 0 ? privacy.patterns : 'none', note: null }]),
    ],
    retention: [
      {
        name: 'Exchanges and shadow evaluations',
        value: keptFor(retention.rawDays),
        note: 'With their texts, where texts are stored.',
      },
      {
        name: 'Figures by the minute',
        value: keptFor(retention.minuteDays),
        note: 'Those by the hour and day are kept for ever.',
      },
    ],
    signIn: [
      { name: 'Ways', value: ['password', 'one-time link', ...providers], note: null },
      {
        name: 'Who comes in without an invitation',
        value: allowedDomains.length > 0 && providers.length > 0 ? allowedDomains : 'nobody',
        note: allowedDomains.length > 0 && providers.length > 0 ? `By provider, as ${defaultRole}.` : null,
      },
    ],
  };
}

function keptFor(days: number | null): string {
  return days === null ? 'Kept for ever' : `Deleted after ${formatCountOf(days, 'day')}`;
}

/** US dollars with as many decimals as a price has, two at least; a dash where it isn't known. */
export function formatPrice(usd: number | null): string {
  if (usd === null) return '–';
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`;
}
