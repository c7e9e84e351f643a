import { Badge } from '#components/ui/badge.tsx';
import { PRODUCTION_PROMPT_ALIAS } from '#lib/domain/prompts/prompt-reference.ts';

/** An alias beside the version that it names. */
export function AliasBadge({ alias }: { alias: string }) {
  return <Badge tone={alias === PRODUCTION_PROMPT_ALIAS ? 'positive' : 'neutral'}>{alias}</Badge>;
}
