'use client';

import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Menu, MENU_ITEM } from '#components/ui/menu.tsx';
import { THEMES, type Theme } from '#lib/client/use-theme.ts';
import { THEME_LOOKS } from './theme-looks.ts';

interface ThemeChoiceProps {
  trigger: ReactNode;
  theme: Theme;
  onChoose: (theme: Theme) => void;
}

/** The themes to choose from, open. */
export function ThemeChoice({ trigger, theme, onChoose }: ThemeChoiceProps) {
  return (
    <Menu trigger={trigger} isOpenFirst>
      <DropdownMenu.RadioGroup value={theme} onValueChange={(value) => onChoose(value as Theme)}>
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
