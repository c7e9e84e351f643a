'use client';

import { lazy } from 'react';
import { Button } from '#components/ui/button.tsx';
import { MenuOnDemand } from '#components/ui/menu-on-demand.tsx';
import { useTheme } from '#lib/client/use-theme.ts';
import { THEME_LOOKS } from './theme-looks.ts';

const load = () => import('./theme-choice.tsx');
const ThemeChoice = lazy(() => load().then((file) => ({ default: file.ThemeChoice })));

/** Chooses between the light and the dark theme, or leaves it to the system. */
export function ThemeMenu() {
  const [theme, setTheme] = useTheme();
  const Current = THEME_LOOKS[theme].icon;
  const trigger = (
    <Button variant="ghost" size="icon" aria-label={`Theme: ${THEME_LOOKS[theme].name}`}>
      <Current aria-hidden="true" />
    </Button>
  );
  return (
    <MenuOnDemand
      trigger={trigger}
      preload={() => void load()}
      menu={<ThemeChoice trigger={trigger} theme={theme} onChoose={setTheme} />}
    />
  );
}
