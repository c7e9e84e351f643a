import { Panel } from '#components/ui/panel.tsx';
import { ReadableText } from '#components/ui/readable-text.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { LabelItem } from '#lib/view-models/label-queue.ts';
import { readPrompt } from '#lib/view-models/prompt.ts';

/** What was asked and answered; neither the model nor any score. */
export function LabelExchange({ item }: { item: LabelItem }) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Panel
        id="prompt-heading"
        title="Prompt"
        description={
          <>
            <RelativeTime timeMs={Date.parse(item.created_at)} />
            {item.use_case === null ? null : (
              <>
                {' '}
                · use case <bdi>{item.use_case}</bdi>
              </>
            )}
          </>
        }
      >
        <div className="divide-y divide-line border-t border-line">
          {item.prompt === null ? (
            <NotStored />
          ) : (
            readPrompt(item.prompt).map((part, index) => (
              <div key={index} className="px-4 py-3">
                {part.role === null ? null : (
                  <p className="mb-1 text-xs font-medium text-muted">{part.role}</p>
                )}
                <ReadableText text={part.text} />
              </div>
            ))
          )}
        </div>
      </Panel>
      <Panel id="answer-heading" title="Answer" className="border-control/60">
        <div className="border-t border-line px-4 py-3">
          {item.response === null ? <NotStored /> : <ReadableText text={item.response} />}
          {item.tool_calls == null ? null : (
            <>
              <p className="mt-3 mb-1 text-xs font-medium text-muted">Tool calls</p>
              <ReadableText text={`\`\`\`json\n${JSON.stringify(item.tool_calls, null, 2)}\n\`\`\``} />
            </>
          )}
        </div>
      </Panel>
    </div>
  );
}

function NotStored() {
  return (
    <p className="px-4 py-3 text-sm text-muted">
      The text is not stored: the privacy mode keeps it away. Skip this one.
    </p>
  );
}
