import type { RuleRow } from '#lib/view-models/rule-findings.ts';

const WIDTH = 240;
const HEIGHT = 24;
const GAP = 1;
/** Few bars don't become wide: they stand at the end, which is now. */
const LEAST_PLACES = 24;

/** How the share of answers that a rule fails went over time; the highest bar is the row's own. */
export function RuleBars({ row: { bars, barsText } }: { row: RuleRow }) {
  if (bars.length === 0) return null;
  const step = WIDTH / Math.max(LEAST_PLACES, bars.length);
  const left = WIDTH - step * bars.length;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={barsText}
      className="h-6 w-full"
    >
      <title>{barsText}</title>
      <path d={`M0,${HEIGHT - 0.5}H${WIDTH}`} stroke="var(--line)" />
      {bars.map(({ timeMs, height }, index) => (
        <rect
          key={timeMs}
          x={left + index * step}
          y={(1 - height) * HEIGHT}
          width={Math.max(1, step - GAP)}
          height={height * HEIGHT}
          fill="var(--warning)"
        />
      ))}
    </svg>
  );
}
