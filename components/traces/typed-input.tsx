'use client';

import { useState, type ComponentProps } from 'react';
import { INPUT } from '#components/ui/field.tsx';
import { cn } from '#lib/client/cn.ts';

interface TypedInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  /** What is in force; the empty text for nothing. */
  value: string;
  onSet: (value: string) => void;
}

/** A field that takes effect with Enter and when it is left. What is in force may change elsewhere too. */
export function TypedInput({ value, onSet, className, ...props }: TypedInputProps) {
  const [text, setText] = useState(value);
  const [inForce, setInForce] = useState(value);
  if (value !== inForce) {
    setInForce(value);
    setText(value);
  }
  const submit = () => (text.trim() === value ? undefined : onSet(text.trim()));
  return (
    <input
      {...props}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={submit}
      onKeyDown={({ key }) => (key === 'Enter' ? submit() : undefined)}
      className={cn(INPUT, className)}
    />
  );
}
