import { SCORECARD_MARKER } from '../gate/scorecard.ts';

/** What may tell the gates of one repository apart; it ends up inside of an HTML comment. */
export const GATE_KEY = /^[A-Za-z0-9](?:[A-Za-z0-9._]|-(?!-)){0,99}$/;

/** The hidden mark of a gate's comment; gates with a key of their own have comments of their own. */
export function markerOf(key: string | null): string {
  return key === null ? SCORECARD_MARKER : SCORECARD_MARKER.replace(' -->', ` key=${key} -->`);
}

/** Whether a comment is this gate's: its last line is the marker. Somebody who quotes it in the middle keeps his comment. */
export function isCommentOf(body: string, key: string | null): boolean {
  return body.trimEnd().split('\n').at(-1) === markerOf(key);
}

/** The text with this gate's marker, and no other, as its last line. */
export function marked(markdown: string, key: string | null): string {
  return `${withoutMarker(markdown)}\n${markerOf(key)}\n`;
}

/** The text without the marker of whatever gate at its end. */
export function withoutMarker(markdown: string): string {
  const [start = '', end = ''] = SCORECARD_MARKER.split(' -->');
  const text = markdown.replace(/\r\n?/g, '\n').trimEnd();
  const at = text.lastIndexOf('\n') + 1;
  const last = text.slice(at);
  return last.startsWith(start) && last.endsWith(`-->${end}`) ? text.slice(0, at).trimEnd() : text;
}
