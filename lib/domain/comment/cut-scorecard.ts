import { cutText } from '../gate/markdown.ts';

const NOTE = '_The rest was cut to fit; the scorecard file of this run has it all._';

/**
 * The beginning of a Markdown text that is not longer than `most`. What is folded (`<details>`) stays or goes as a whole, so
 * that no tag is left open.
 *
 * @param sizeOf how length is counted: characters, bytes …
 */
export function cutScorecard(markdown: string, most: number, sizeOf: (text: string) => number): string {
  if (sizeOf(markdown) <= most) return markdown;
  const kept: string[] = [];
  let left = most - sizeOf(`\n\n${NOTE}\n`);
  for (const block of blocksOf(markdown)) {
    const size = sizeOf(`${block}\n`);
    if (size > left) break;
    kept.push(block);
    left -= size;
  }
  // A first line that is too long by itself: a part of it says more than nothing.
  if (kept.length === 0)
    kept.push(cutText(markdown.split('\n', 1)[0] ?? '', Math.max(0, Math.floor(left / 4) - 40)));
  return `${kept.join('\n').trimEnd()}\n\n${NOTE}\n`;
}

/** Lines, where what is folded is one. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let folded: string[] | null = null;
  for (const line of markdown.split('\n')) {
    if (folded) {
      folded.push(line);
      if (line !== '</details>') continue;
      blocks.push(folded.join('\n'));
      folded = null;
    } else if (line.startsWith('<details>')) folded = [line];
    else blocks.push(line);
  }
  return folded ? [...blocks, folded.join('\n')] : blocks;
}
