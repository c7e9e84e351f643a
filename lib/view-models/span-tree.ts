interface TreeSpan {
  span_id: string;
  parent_span_id: string | null;
  offset_ms: number;
}

export interface TreeNode<T> {
  span: T;
  /** 0 for a root. */
  depth: number;
  /** Under which it stands; null for a root, also for one whose parent isn't there. */
  parentId: string | null;
  children: number;
  /** Where among those under the same parent, from 1. */
  position: number;
  siblings: number;
  /** How many rows follow that are under it. */
  descendants: number;
}

/**
 * Spans in tree order: each once, right under its parent, those under one parent by their start. A span whose parent is
 * absent is a root, and so is the earliest of spans that are each other's parents. Of spans with one id the first counts.
 */
export function spanTree<T extends TreeSpan>(spans: readonly T[]): TreeNode<T>[] {
  const byId = new Map<string, T>();
  for (const span of spans.toSorted(byStart)) if (!byId.has(span.span_id)) byId.set(span.span_id, span);
  const below = childrenOf(byId);
  const roots = rootsOf(byId, below);
  const isRoot = new Set(roots);
  const nodes: TreeNode<T>[] = [];
  const path: TreeNode<T>[] = [];
  const waiting = entries(roots, null, 0);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { span, depth } = next;
    const children = (below.get(span.span_id) ?? []).filter((child) => !isRoot.has(child));
    const node = { ...next, children: children.length, descendants: 0 };
    path.length = depth;
    for (const above of path) above.descendants += 1;
    path.push(node);
    nodes.push(node);
    waiting.push(...entries(children, span.span_id, depth + 1));
  }
  return nodes;
}

function byStart(a: TreeSpan, b: TreeSpan): number {
  return a.offset_ms - b.offset_ms || (a.span_id < b.span_id ? -1 : 1);
}

/** What stands under one parent, the last first, as a stack wants it. */
function entries<T>(spans: readonly T[], parentId: string | null, depth: number) {
  return spans
    .map((span, index) => ({ span, depth, parentId, position: index + 1, siblings: spans.length }))
    .reverse();
}

function childrenOf<T extends TreeSpan>(byId: ReadonlyMap<string, T>): Map<string, T[]> {
  const below = new Map<string, T[]>();
  for (const span of byId.values()) {
    if (span.parent_span_id === null) continue;
    const others = below.get(span.parent_span_id);
    if (others) others.push(span);
    else below.set(span.parent_span_id, [span]);
  }
  return below;
}

/** Spans without a parent that is there, and one of each circle, by their start. */
function rootsOf<T extends TreeSpan>(
  byId: ReadonlyMap<string, T>,
  below: ReadonlyMap<string, readonly T[]>,
): T[] {
  const reached = new Set<T>();
  const reach = (root: T) => {
    const waiting = [root];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(...(below.get(next.span_id) ?? []));
    }
  };
  const roots = [...byId.values()].filter(
    ({ parent_span_id: parent }) => parent === null || !byId.has(parent),
  );
  roots.forEach(reach);
  for (const span of byId.values()) {
    if (reached.has(span)) continue;
    const root = earliestOfCircle(byId, span);
    roots.push(root);
    reach(root);
  }
  return roots.sort(byStart);
}

/** The circle that a span's parents end in, by its earliest member. */
function earliestOfCircle<T extends TreeSpan>(byId: ReadonlyMap<string, T>, from: T): T {
  const parentOf = (span: T): T => byId.get(span.parent_span_id ?? '') ?? span;
  const seen = new Set<T>();
  let member = from;
  while (!seen.has(member)) {
    seen.add(member);
    member = parentOf(member);
  }
  let earliest = member;
  for (let other = parentOf(member); other !== member; other = parentOf(other))
    if (byStart(other, earliest) < 0) earliest = other;
  return earliest;
}
