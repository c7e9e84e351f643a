import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '#lib/client/cn.ts';

const banner = cva(
  'flex items-start gap-2.5 text-sm [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0 rounded-md border px-3 py-2',
  {
    variants: {
      tone: {
        neutral: 'border-line bg-page text-text [&>svg]:text-muted',
        warning: 'border-warning/30 bg-warning-tint text-text [&>svg]:text-warning',
        negative: 'border-negative/30 bg-negative-tint text-text [&>svg]:text-negative',
      },
    },
  },
);

/** A message that concerns everything below it: an icon, then text. */
export function Banner({
  tone,
  className,
  ...props
}: ComponentProps<'div'> & Required<VariantProps<typeof banner>>) {
  return <div className={cn(banner({ tone }), className)} {...props} />;
}
