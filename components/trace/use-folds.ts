import { useMemo, useState } from 'react';
import { shownRows, type WaterfallRow } from '#lib/view-models/waterfall.ts';

/** Which spans are folded, and the rows that are left. */
export function useFolds(rows: readonly WaterfallRow[]) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => shownRows(rows, folded), [rows, folded]);
  const fold = (id: string, isFolded: boolean) =>
    setFolded((before) => {
      const after = new Set(before);
      if (isFolded) after.add(id);
      else after.delete(id);
      return after;
    });
  return {
    folded,
    shown,
    fold,
    foldAll: () => setFolded(new Set(rows.filter(({ children }) => children > 0).map(({ id }) => id))),
    unfoldAll: () => setFolded(new Set()),
  };
}

export type Folds = ReturnType<typeof useFolds>;
