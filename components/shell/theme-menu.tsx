'use client';

import { Check, Monitor, Moon, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from '#components/ui/button.tsx';
import { Menu, MENU_ITEM } from '#components/ui/menu.tsx';
import { THEMES, useTheme, type Theme } from '#lib/client/use-theme.ts';

/** How each theme is called and shown. */
export const THEME_LOOKS = {
  system: { name: 'System', icon: Monitor },
  light: { name: 'Light', icon: Sun },
  dark: { name: 'Dark', icon: Moon },
};

/** Chooses between the light and the dark theme, or leaves it to the system. */
export function ThemeMenu() {
  const [theme, setTheme] = useTheme();
  const Current = THEME_LOOKS[theme].icon;
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={`Theme: ${THEME_LOOKS[theme].name}`}>
          <Current aria-hidden="true" />
        </Button>
      }
    >
      <DropdownMenu.RadioGroup value={theme} onValueChange={(value) => setTheme(value as Theme)}>
        {THEMES.map((id) => {
          const { name, icon: Icon } = THEME_LOOKS[id];
          return (
            <DropdownMenu.RadioItem key={id} value={id} className={MENU_ITEM}>
              <Icon aria-hidden="true" />
              <span className="flex-1">{name}</span>
              <DropdownMenu.ItemIndicator>
                <Check aria-hidden="true" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          );
        })}
      </DropdownMenu.RadioGroup>
    </Menu>
  );
}
