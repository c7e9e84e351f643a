import { Command } from 'cmdk';
import { ArrowRight, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface PaletteItemProps {
  /** What is searched, and tells it from the others. */
  value: string;
  icon?: LucideIcon;
  onSelect: () => void;
  children: ReactNode;
}

/** Something to go to or to do. */
export function PaletteItem({ value, icon: Icon = ArrowRight, onSelect, children }: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm select-none data-[selected=true]:bg-raised [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      <Icon aria-hidden="true" />
      {children}
    </Command.Item>
  );
}

/** Items of one kind. */
export function PaletteGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  );
}
