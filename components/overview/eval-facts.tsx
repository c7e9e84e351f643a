import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { formatCost, formatLatency } from '#lib/view-models/format.ts';
import { formatExactTime } from '#lib/view-models/time.ts';

/** When, by what and at what price the evaluation was made. */
export function EvalFacts({ item }: { item: ShadowEvalItem }) {
  return (
    <dl className="grid gap-x-6 rounded-md border border-line px-3 py-1.5 text-sm md:grid-cols-2">
      <Fact name="Exchange">{formatExactTime(Date.parse(item.ts))}</Fact>
      <Fact name="Evaluated">{formatExactTime(Date.parse(item.evaluated_at))}</Fact>
      <Fact name="Shadow latency">{formatLatency(item.shadow_latency_ms)}</Fact>
      <Fact name="Shadow cost">{formatCost(item.shadow_cost_usd)}</Fact>
      <Fact name="Judge">
        <span className="font-mono text-xs">{item.judge_model}</span>
      </Fact>
      <Fact name="Judge cost, both answers">{formatCost(item.judge_cost_usd)}</Fact>
      <Fact name="Rubric">
        <span className="font-mono text-xs">{item.rubric_version}</span>
      </Fact>
      <Fact name="Chat log">
        <span className="truncate font-mono text-xs" title={item.chat_log_id}>
          {item.chat_log_id}
        </span>
        <CopyButton text={item.chat_log_id} label="Copy the chat log's id" />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="flex min-w-0 items-center gap-1 tabular-nums">{children}</dd>
    </div>
  );
}
