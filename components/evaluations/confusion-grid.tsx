import { cn } from '#lib/client/cn.ts';
import type { ConfusionCell, ConfusionTable } from '#lib/view-models/confusion.ts';

interface ConfusionGridProps {
  id: string;
  title: string;
  table: ConfusionTable;
}

/** Share of the colour in a cell with the largest count, in percent; text stays readable on it. */
const DARKEST = 42;

/** What judge and people gave, counted: the judge's from the top down, people's across. Shades only repeat the counts. */
export function ConfusionGrid({ id, title, table }: ConfusionGridProps) {
  return (
    <div className="min-w-0">
      <h3 id={id} className="text-sm font-semibold">
        {title}
      </h3>
      <p className="mb-2 max-w-sm text-xs text-muted">{table.summary}</p>
      <div className="overflow-x-auto">
        <table aria-labelledby={id} className="text-sm tabular-nums">
          <thead>
            <tr>
              <td />
              <th
                scope="colgroup"
                colSpan={table.columns.length}
                className="pb-1 text-center text-xs font-medium text-muted"
              >
                People
              </th>
            </tr>
            <tr>
              <th scope="col" className="pr-2 text-left text-xs font-medium text-muted">
                Judge
              </th>
              {table.columns.map(({ key, name }) => (
                <th key={key} scope="col" className="h-6 min-w-8 sm:min-w-10 text-center text-xs font-medium">
                  {name}
                </th>
              ))}
              <th scope="col" className="pl-2 text-right text-xs font-medium text-muted">
                All
              </th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row" className="pr-2 text-left text-xs font-medium">
                  {row.name}
                </th>
                {row.cells.map((cell) => (
                  <Count key={cell.key} cell={cell} />
                ))}
                <td className="pl-2 text-right text-xs text-muted">{row.total}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="pr-2 text-left text-xs font-medium text-muted">
                All
              </th>
              {table.columns.map(({ key, total }) => (
                <td key={key} className="pt-1 text-center text-xs text-muted">
                  {total}
                </td>
              ))}
              <td className="pt-1 pl-2 text-right text-xs font-medium">{table.total}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  );
}

function Count({ cell: { count, strength, isSame, words } }: { cell: ConfusionCell }) {
  const color = isSame ? 'var(--positive)' : 'var(--negative)';
  return (
    <td className="p-0.5">
      <span
        title={words}
        className={cn(
          'flex h-8 min-w-8 sm:h-9 sm:min-w-10 items-center justify-center rounded-sm',
          count === 0 ? 'bg-raised/60 text-muted' : 'font-medium',
          isSame && 'outline-1 -outline-offset-1 outline-control',
        )}
        {...(count === 0
          ? {}
          : {
              style: {
                background: `color-mix(in oklab, ${color} ${6 + (DARKEST - 6) * strength}%, var(--surface))`,
              },
            })}
      >
        {count}
      </span>
    </td>
  );
}
