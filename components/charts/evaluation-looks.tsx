import type { EvaluationSource } from '#lib/contracts/evaluations.ts';

/** Colour and dashes of a source, the same on every chart of evaluations. */
export const SOURCE_LOOKS: Record<EvaluationSource, { color: string; dashes: string }> = {
  judge: { color: 'var(--series-production)', dashes: 'none' },
  heuristics: { color: 'var(--muted)', dashes: '2 3' },
  human: { color: 'var(--series-shadow)', dashes: '6 3' },
};

/** The line of a source, as a key to the chart. */
export function SourceSwatch({ source }: { source: EvaluationSource }) {
  const { color, dashes } = SOURCE_LOOKS[source];
  return (
    <svg aria-hidden="true" width="18" height="4" className="shrink-0">
      <line x1="0" x2="18" y1="2" y2="2" stroke={color} strokeWidth="2" strokeDasharray={dashes} />
    </svg>
  );
}
