import type { SpanItem, Trace } from '#lib/contracts/traces.ts';
import { FIRST_TOKEN_EVENT } from '#lib/domain/trace/exchange-span.ts';
import { formatSpanDuration } from './span-duration.ts';
import { spanTree, type TreeNode } from './span-tree.ts';
import { waterfallTicks, type WaterfallTick } from './waterfall-axis.ts';

export interface WaterfallRow extends TreeNode<SpanItem> {
  id: string;
  /** Where its bar begins and how long it is, as shares of the axis; both together are at most 1. */
  offset: number;
  width: number;
  /** Where the first token came, as a share of the axis; null without one. */
  firstToken: number | null;
  duration: string;
  /** The place of its service in `services`. */
  service: number;
}

export interface Waterfall {
  /** In tree order. */
  rows: WaterfallRow[];
  ticks: WaterfallTick[];
  /** By their first span. */
  services: { name: string; spans: number }[];
  errors: number;
  /** Exchanges of the gateway that are part of it, in the order of their rows. */
  chatIds: string[];
}

/** A trace as rows on an axis from its start to the end of its last span. */
export function prepareWaterfall({ duration_ms: durationMs, spans }: Trace): Waterfall {
  const totalMs = spans.reduce(
    (most, { offset_ms: at, duration_ms: length }) => Math.max(most, at + length),
    durationMs,
  );
  const shareOf = (ms: number) => (totalMs > 0 ? Math.min(1, Math.max(0, ms / totalMs)) : 0);
  const nodes = spanTree(spans);
  const services = servicesOf(nodes);
  const rows = nodes.map((node) => {
    const { span } = node;
    const offset = shareOf(span.offset_ms);
    const firstToken = span.events.find(({ name }) => name === FIRST_TOKEN_EVENT);
    return {
      ...node,
      id: span.span_id,
      offset,
      width: Math.min(1 - offset, shareOf(span.duration_ms)),
      firstToken: firstToken ? shareOf(firstToken.offset_ms) : null,
      duration: formatSpanDuration(span.duration_ms),
      service: services.findIndex(({ name }) => name === span.service),
    };
  });
  return {
    rows,
    services,
    ticks: waterfallTicks(totalMs),
    errors: rows.filter(({ span }) => span.status === 'error').length,
    chatIds: [...new Set(rows.map(({ span }) => span.chat_id).filter((id) => id !== null))],
  };
}

function servicesOf(nodes: readonly TreeNode<SpanItem>[]): Waterfall['services'] {
  const counts = new Map<string, number>();
  for (const { span } of nodes) counts.set(span.service, (counts.get(span.service) ?? 0) + 1);
  return Array.from(counts, ([name, spans]) => ({ name, spans }));
}

/** The rows that are left when what is under some of them is folded away. */
export function shownRows(rows: readonly WaterfallRow[], folded: ReadonlySet<string>): WaterfallRow[] {
  const shown: WaterfallRow[] = [];
  for (let at = 0; at < rows.length;) {
    const row = rows[at];
    if (!row) break;
    shown.push(row);
    at += 1 + (folded.has(row.id) ? row.descendants : 0);
  }
  return shown;
}

/** What a key does in the tree: which row it leads to, or that one unfolds; null for other keys. */
export type TreeMove = { to: string } | { fold: string; isFolded: boolean } | null;

/** Keys of the tree grid pattern: up and down, left to fold or to the parent, right to unfold or to the first child. */
export function treeMove(
  key: string,
  shown: readonly WaterfallRow[],
  folded: ReadonlySet<string>,
  currentId: string,
): TreeMove {
  const index = shown.findIndex(({ id }) => id === currentId);
  const row = shown[index];
  if (!row) return null;
  const isOpen = row.children > 0 && !folded.has(row.id);
  const lead = (to: string | null | undefined): TreeMove => (to ? { to } : null);
  if (key === 'ArrowDown') return lead(shown[index + 1]?.id);
  if (key === 'ArrowUp') return lead(shown[index - 1]?.id);
  if (key === 'Home') return lead(shown[0]?.id);
  if (key === 'End') return lead(shown.at(-1)?.id);
  if (key === 'ArrowLeft') return isOpen ? { fold: row.id, isFolded: true } : lead(row.parentId);
  if (key !== 'ArrowRight' || row.children === 0) return null;
  return isOpen ? lead(shown[index + 1]?.id) : { fold: row.id, isFolded: false };
}
