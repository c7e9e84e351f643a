import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ChatLogDetail } from '#lib/contracts/chat-logs.ts';
import { formatCost, formatCount, formatLatency } from '#lib/view-models/format.ts';
import { formatExactTime } from '#lib/view-models/time.ts';

const count = (value: number | null) => (value === null ? 'unknown' : formatCount(value));

/** When, by whom and at what price. */
export function ChatFacts({ item }: { item: ChatLogDetail }) {
  const facts: (readonly [string, ReactNode])[] = [
    ['Time', formatExactTime(Date.parse(item.created_at))],
    ['Latency', formatLatency(item.latency_ms)],
    ['First token', formatLatency(item.time_to_first_token_ms)],
    ['Attempts', formatCount(item.attempts)],
    ['Input tokens', `${count(item.input_tokens)} (${count(item.cached_input_tokens)} cached)`],
    ['Output tokens', count(item.output_tokens)],
    ['Cost', formatCost(item.cost_usd)],
    ['Price source', item.price_source ?? 'no known price'],
    ['Prompt version', item.prompt_version ?? '–'],
    ['Variant', item.variant],
    ['Upstream', item.upstream],
    ['Surface', `${item.surface === 'chat' ? '/chat' : '/v1'}${item.stream ? ', streamed' : ''}`],
    ['Finish reason', item.finish_reason ?? '–'],
    ['Use case', item.use_case ?? '–'],
    ['User', item.user_id ?? '–'],
    ['Session', item.session_id ?? '–'],
    [
      'Shadow bucket',
      `${formatCount(item.shadow_bucket)} of 10,000, ${item.sampled ? 'sampled' : 'not sampled'}`,
    ],
  ];
  return (
    <dl className="grid gap-x-6 rounded-md border border-line px-3 py-1.5 text-sm md:grid-cols-2">
      {facts.map(([name, value]) => (
        <Fact key={name} name={name}>
          <bdi className="truncate" title={typeof value === 'string' ? value : undefined}>
            {value}
          </bdi>
        </Fact>
      ))}
      <Fact name="Id">
        <span className="truncate font-mono text-xs" title={item.id}>
          {item.id}
        </span>
        <CopyButton text={item.id} label="Copy the id" />
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
