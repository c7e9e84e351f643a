'use client';

import { useSearchParams } from 'next/navigation';
import { HeadCell } from '#components/ui/table.tsx';
import { useUrlParam, withParam } from '#lib/client/use-url-param.ts';
import type { ShadowEvalItem } from '#lib/contracts/shadow.ts';
import { EvalTableRow } from './eval-table-row.tsx';

/** Shadow evaluations as a table; narrow screens keep the columns that matter most. */
export function EvalsTable({ items }: { items: readonly ShadowEvalItem[] }) {
  const search = useSearchParams().toString();
  const [openId, setOpenId] = useUrlParam('eval');
  return (
    <table aria-labelledby="evals-heading" className="w-full table-fixed text-sm">
      <thead className="border-y border-line">
        <tr>
          <HeadCell className="hidden w-26 md:table-cell">Time</HeadCell>
          <HeadCell className="max-md:pl-4">Prompt</HeadCell>
          <HeadCell className="hidden w-48 lg:table-cell">Production → shadow model</HeadCell>
          <HeadCell className="hidden w-24 text-right sm:table-cell">Production</HeadCell>
          <HeadCell className="hidden w-20 text-right sm:table-cell">Shadow</HeadCell>
          <HeadCell className="w-24 text-right max-md:pr-4">Delta</HeadCell>
          <HeadCell className="hidden w-24 text-right lg:table-cell">Similarity</HeadCell>
          <HeadCell className="hidden w-26 md:table-cell">Status</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {items.map((item) => (
          <EvalTableRow
            key={item.id}
            item={item}
            href={withParam('', search, 'eval', item.id)}
            isOpen={item.id === openId}
            onOpen={setOpenId}
          />
        ))}
      </tbody>
    </table>
  );
}
