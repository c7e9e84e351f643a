'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { useActiveTooltipLabel } from 'recharts';

/** Part of a chart that can be pressed: Enter opens what is behind the point that the arrow keys came to. */
export function EnterOpens({ onOpen }: { onOpen: (at: number) => void }) {
  const at = useActiveTooltipLabel();
  const mark = useRef<SVGGElement>(null);
  const onKey = useEffectEvent((event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || at === undefined) return;
    event.preventDefault();
    onOpen(Number(at));
  });
  useEffect(() => {
    const chart = mark.current?.closest('.recharts-wrapper');
    const listen = (event: Event) => onKey(event);
    chart?.addEventListener('keydown', listen);
    return () => chart?.removeEventListener('keydown', listen);
  }, []);
  return <g ref={mark} />;
}
