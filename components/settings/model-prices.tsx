import { Badge } from '#components/ui/badge.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Cell, HeadCell } from '#components/ui/table.tsx';
import { Bot } from 'lucide-react';
import type { ModelSettings } from '#lib/contracts/general-settings.ts';
import { formatCount } from '#lib/view-models/format.ts';
import { formatPrice } from '#lib/view-models/general-settings.ts';

interface ModelPricesProps {
  models: readonly ModelSettings[];
  currentModel: string;
}

/** The configured models, and what their tokens cost. */
export function ModelPrices({ models, currentModel }: ModelPricesProps) {
  return (
    <Panel
      id="models"
      title="Models and prices"
      description="US dollars per million tokens, from config/models.yaml. Calls of a model without a price have an unknown cost, never 0."
    >
      {models.length === 0 ? (
        <EmptyState icon={Bot} title="No model is listed">
          Every model works by its name; list it in config/models.yaml to know what it costs.
        </EmptyState>
      ) : (
        <table aria-label="Models and prices" className="w-full text-sm">
          <thead className="border-y border-line">
            <tr>
              <HeadCell>Model</HeadCell>
              <HeadCell className="hidden md:table-cell">Upstream</HeadCell>
              <HeadCell className="hidden text-right lg:table-cell">Context, tokens</HeadCell>
              <HeadCell className="text-right">Input</HeadCell>
              <HeadCell className="hidden text-right sm:table-cell">Cached input</HeadCell>
              <HeadCell className="text-right">Output</HeadCell>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {models.map(({ name, upstream, contextLimit, price, priceSource }) => (
              <tr key={name}>
                <Cell>
                  <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
                    {name}
                    {name === currentModel ? <Badge>current</Badge> : null}
                  </p>
                  {priceSource === null ? null : <p className="text-xs text-muted">{priceSource}</p>}
                </Cell>
                <Cell className="hidden text-muted md:table-cell">{upstream}</Cell>
                <Cell className="hidden text-right tabular-nums lg:table-cell">
                  {contextLimit === null ? '–' : formatCount(contextLimit)}
                </Cell>
                <Cell className="text-right tabular-nums">{formatPrice(price?.input ?? null)}</Cell>
                <Cell className="hidden text-right tabular-nums sm:table-cell">
                  {formatPrice(price?.cachedInput ?? null)}
                </Cell>
                <Cell className="text-right tabular-nums">{formatPrice(price?.output ?? null)}</Cell>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
