'use client';

import { useState } from 'react';
import { VERDICT_LOOKS } from '#components/gate/verdict-badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/client/cn.ts';
import type { RunVerdict } from '#lib/contracts/verdicts.ts';
import { exitCodeWords, prepareVerdictStatus, ruleWords } from '#lib/view-models/verdict-status.ts';

const FIRST_REASONS = 6;

const EDGES = {
  pass: 'border-l-positive',
  fail: 'border-l-negative',
  inconclusive: 'border-l-warning',
  invalid: 'border-l-warning',
};

/** The verdict, what decided it, by which rule, and what CI does on it. */
export function VerdictSummary({ verdict }: { verdict: RunVerdict }) {
  const { label, meaning } = prepareVerdictStatus(verdict.verdict);
  const { icon: Icon, color } = VERDICT_LOOKS[verdict.verdict];
  const rule = ruleWords(verdict.rule);
  const { settings, margin } = verdict.document;
  return (
    <section
      aria-labelledby="verdict-heading"
      className={cn(
        'rounded-lg border border-l-4 border-line bg-surface px-4 py-4 md:px-5',
        EDGES[verdict.verdict],
      )}
    >
      <h3 id="verdict-heading" className={cn('flex items-center gap-2 text-xl font-semibold', color)}>
        <Icon aria-hidden="true" className="size-6" />
        {label}
      </h3>
      <p className="mt-0.5 text-sm text-muted">{meaning}</p>
      <Reasons reasons={verdict.reasons} />
      <dl className="mt-4 grid gap-x-8 gap-y-3 border-t border-line pt-3.5 text-sm sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr]">
        <Fact name="Rule" value={rule.name} note={rule.meaning} />
        {verdict.rule === 'absolute' ? (
          <>
            <Fact name="Overall" value={String(settings.thresholds.overall)} note="least score" />
            <Fact
              name="Category"
              value={String(settings.thresholds.per_category_min)}
              note="least score of each"
            />
          </>
        ) : (
          <>
            <Fact name="Margin" value={margin.toFixed(4)} note="largest drop allowed" />
            <Fact name="α" value={String(settings.alpha)} note="error rate of each test" />
          </>
        )}
        <Fact name="Exit code" value={exitCodeWords(verdict.exit_code)} />
      </dl>
    </section>
  );
}

function Reasons({ reasons }: { reasons: readonly string[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const shown = isOpen ? reasons : reasons.slice(0, FIRST_REASONS);
  const [only] = reasons;
  if (reasons.length === 1) return <p className="mt-3 max-w-prose wrap-anywhere">{only}</p>;
  return (
    <>
      <ul className="mt-3 flex max-w-prose list-disc flex-col gap-1 pl-5 wrap-anywhere marker:text-muted">
        {shown.map((reason, index) => (
          <li key={index}>{reason}</li>
        ))}
      </ul>
      {shown.length < reasons.length ? (
        <Button className="mt-2" onClick={() => setIsOpen(true)}>
          Show all {reasons.length} reasons
        </Button>
      ) : null}
    </>
  );
}

function Fact({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="font-medium tabular-nums first-letter:uppercase">{value}</dd>
      {note ? <dd className="text-xs text-muted">{note}</dd> : null}
    </div>
  );
}
