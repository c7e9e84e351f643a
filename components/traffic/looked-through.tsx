import { RelativeTime } from '#components/ui/relative-time.tsx';

interface LookedThroughProps {
  /** The time that was got to, ISO 8601. */
  until: string;
  children: string;
}

/** Says that not all exchanges of the stretch of time were looked through, and how far it got. */
export function LookedThrough({ until, children }: LookedThroughProps) {
  return (
    <p role="note" className="border-t border-line px-4 py-2.5 text-sm text-muted">
      Too many exchanges to look through at once: these go back to <RelativeTime timeMs={Date.parse(until)} />
      . {children}
    </p>
  );
}
