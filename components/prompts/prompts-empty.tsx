import { FileText } from 'lucide-react';
import { Command } from '#components/ui/command.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** There is no prompt yet: where they come from. */
export function PromptsEmpty() {
  return (
    <EmptyState icon={FileText} title="No prompt is stored yet" className="border-t border-line">
      <p>
        Files in <code className="font-mono text-xs">config/prompts</code> are stored when the server starts,
        and so is what is sent to it. Without a prompt the callers’ words go to the model as they are.
      </p>
      <div className="mt-3 text-left">
        <Command text="npm run lrg -- prompts push my-prompt.yaml" label="Copy the command" />
      </div>
    </EmptyState>
  );
}
