'use client';

import { Check, Columns3 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from '#components/ui/button.tsx';
import { Menu, MENU_ITEM } from '#components/ui/menu.tsx';
import { COLUMNS } from './columns.tsx';

interface ColumnMenuProps {
  shown: readonly string[];
  onChange: (shown: readonly string[]) => void;
}

/** Chooses the table's columns; the choice is in the address. */
export function ColumnMenu({ shown, onChange }: ColumnMenuProps) {
  return (
    <Menu
      trigger={
        <Button>
          <Columns3 aria-hidden="true" />
          Columns
        </Button>
      }
    >
      {COLUMNS.map(({ id, name }) => (
        <DropdownMenu.CheckboxItem
          key={id}
          checked={shown.includes(id)}
          // The menu stays open: columns are mostly chosen several at a time.
          onSelect={(event) => event.preventDefault()}
          onCheckedChange={(isOn) => onChange(isOn ? [...shown, id] : shown.filter((other) => other !== id))}
          className={MENU_ITEM}
        >
          <span className="flex w-4 justify-center">
            <DropdownMenu.ItemIndicator>
              <Check aria-hidden="true" />
            </DropdownMenu.ItemIndicator>
          </span>
          {name}
        </DropdownMenu.CheckboxItem>
      ))}
    </Menu>
  );
}
