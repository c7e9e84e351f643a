import { ThumbsDown, ThumbsUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChatLogListItem, ChatLogsQuery } from '#lib/contracts/chat-logs.ts';
import { formatCost, formatCount, formatLatency, formatScore } from '#lib/view-models/format.ts';
import { StatusWord } from './status-word.tsx';

interface Column {
  id: string;
  name: string;
  width: string;
  isNumber?: boolean;
  sortKey?: ChatLogsQuery['sort'];
  show: (item: ChatLogListItem) => ReactNode;
}

const count = (value: number | null) => (value === null ? 'unknown' : formatCount(value));
const text = (value: string | null) => (
  <span className="block truncate" title={value ?? undefined}>
    {value === null ? '–' : <bdi>{value}</bdi>}
  </span>
);

/** Columns beside time and prompt, which are always there. */
export const COLUMNS: readonly Column[] = [
  {
    id: 'status',
    name: 'Status',
    width: 'w-28',
    show: (item) => <StatusWord status={item.status} httpStatus={item.http_status} />,
  },
  { id: 'model', name: 'Model', width: 'w-36', show: (item) => text(item.model_version) },
  { id: 'prompt_version', name: 'Prompt version', width: 'w-32', show: (item) => text(item.prompt_version) },
  { id: 'use_case', name: 'Use case', width: 'w-28', show: (item) => text(item.use_case) },
  { id: 'user', name: 'User', width: 'w-28', show: (item) => text(item.user_id) },
  { id: 'session', name: 'Session', width: 'w-28', show: (item) => text(item.session_id) },
  { id: 'variant', name: 'Variant', width: 'w-24', show: (item) => text(item.variant) },
  { id: 'upstream', name: 'Upstream', width: 'w-24', show: (item) => text(item.upstream) },
  {
    id: 'latency',
    name: 'Latency',
    width: 'w-24',
    isNumber: true,
    sortKey: 'latency_ms',
    show: (item) => formatLatency(item.latency_ms),
  },
  {
    id: 'first_token',
    name: 'First token',
    width: 'w-24',
    isNumber: true,
    show: (item) => formatLatency(item.time_to_first_token_ms),
  },
  {
    id: 'tokens',
    name: 'Tokens',
    width: 'w-24',
    isNumber: true,
    sortKey: 'total_tokens',
    show: ({ input_tokens: input, output_tokens: output }) =>
      count(input === null || output === null ? null : input + output),
  },
  {
    id: 'cost',
    name: 'Cost',
    width: 'w-24',
    isNumber: true,
    sortKey: 'cost_usd',
    show: (item) => formatCost(item.cost_usd),
  },
  { id: 'score', name: 'Score', width: 'w-20', isNumber: true, show: (item) => formatScore(item.score) },
  { id: 'feedback', name: 'Feedback', width: 'w-24', show: (item) => <Ratings item={item} /> },
];

export const DEFAULT_COLUMNS = ['status', 'model', 'use_case', 'latency', 'tokens', 'cost', 'score'];

function Ratings({ item }: { item: ChatLogListItem }) {
  if (item.feedback_up + item.feedback_down === 0) return <span className="text-muted">–</span>;
  return (
    <span className="flex gap-2 tabular-nums [&_svg]:size-3.5">
      {item.feedback_up > 0 ? (
        <span className="flex items-center gap-1 text-positive">
          <ThumbsUp role="img" aria-label="up" />
          {item.feedback_up}
        </span>
      ) : null}
      {item.feedback_down > 0 ? (
        <span className="flex items-center gap-1 text-negative">
          <ThumbsDown role="img" aria-label="down" />
          {item.feedback_down}
        </span>
      ) : null}
    </span>
  );
}
