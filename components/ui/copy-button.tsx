'use client';

import { Check, Copy, TriangleAlert } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Tooltip } from './tooltip.tsx';

type State = 'idle' | 'copied' | 'failed';

const ICONS = { idle: Copy, copied: Check, failed: TriangleAlert };
const RESULTS = { idle: '', copied: 'Copied', failed: 'Copying is not allowed here' };

interface CopyButtonProps {
  text: string;
  /** What it does, in words. */
  label: string;
  /** Text beside the icon, where it stands among other buttons. */
  children?: ReactNode;
}

/** Copies a text to the clipboard and says whether that worked. */
export function CopyButton({ text, label, children }: CopyButtonProps) {
  const [state, setState] = useState<State>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('failed');
    }
  };
  const Icon = ICONS[state];
  return (
    <Tooltip text={RESULTS[state] || label}>
      <Button
        variant={children ? 'secondary' : 'ghost'}
        size={children ? 'small' : 'icon'}
        aria-label={label}
        onClick={() => void copy()}
      >
        <Icon aria-hidden="true" />
        {children}
        <span role="status" className="sr-only">
          {RESULTS[state]}
        </span>
      </Button>
    </Tooltip>
  );
}
