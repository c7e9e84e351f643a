import { Panel } from '#components/ui/panel.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { PromptDetail } from '#lib/contracts/prompts.ts';
import { historyWords } from '#lib/view-models/prompts.ts';

/** What happened to the prompt, by whom and why. */
export function HistoryPanel({ history }: Pick<PromptDetail, 'history'>) {
  return (
    <Panel
      id="history-heading"
      title="History"
      description="New versions and moves of aliases, newest first."
    >
      <ol aria-labelledby="history-heading" className="divide-y divide-line border-t border-line">
        {history.map((item) => (
          <li
            key={item.id}
            className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 px-4 py-2.5 text-sm"
          >
            <div className="min-w-0">
              <p className="wrap-anywhere">{historyWords(item)}</p>
              {item.reason === null ? null : (
                <p dir="auto" className="text-muted wrap-anywhere">
                  {item.reason}
                </p>
              )}
            </div>
            <p className="text-muted wrap-anywhere">
              <RelativeTime timeMs={Date.parse(item.created_at)} /> by <bdi>{item.actor.name}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
