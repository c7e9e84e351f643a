import { Monitor, Moon, Sun } from 'lucide-react';

/** How each theme is called and shown. */
export const THEME_LOOKS = {
  system: { name: 'System', icon: Monitor },
  light: { name: 'Light', icon: Sun },
  dark: { name: 'Dark', icon: Moon },
};
