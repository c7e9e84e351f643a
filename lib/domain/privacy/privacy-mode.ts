/** How much of an exchange's text is stored: all; with personal data replaced; none, only the prompt's hash. */
export const PRIVACY_MODES = ['full', 'redacted', 'hash_only'] as const;
export type PrivacyMode = (typeof PRIVACY_MODES)[number];
