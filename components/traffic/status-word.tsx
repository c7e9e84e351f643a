import { CircleCheck, CircleSlash, CircleX, Clock } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import type { ChatLogItem } from '#lib/contracts/chat-logs.ts';

const LOOKS = {
  ok: { icon: CircleCheck, tone: 'positive' },
  error: { icon: CircleX, tone: 'negative' },
  timeout: { icon: Clock, tone: 'negative' },
  aborted: { icon: CircleSlash, tone: 'warning' },
} as const;

/** How an exchange ended. */
export function StatusWord({
  status,
  httpStatus,
}: {
  status: ChatLogItem['status'];
  httpStatus: number | null;
}) {
  const { icon: Icon, tone } = LOOKS[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" />
      {status}
      {status === 'ok' || httpStatus === null ? null : ` ${httpStatus}`}
    </Badge>
  );
}
