import { comparisonText, headOf, subjectOf, type AlertMessage, type ToldEvent } from './message.ts';

/** Slack takes 50 blocks, 150 characters of header and 3000 of text in a section. */
const MOST_LISTED = 20;
const HEADER_CHARACTERS = 150;
const LINE_CHARACTERS = 120;
const TEXT_CHARACTERS = 600;

/** Body of an incoming webhook's request, in Block Kit. Names and details are shown as they are, never as markup. */
export function slackBody(message: AlertMessage, baseUrl: string): object {
  const [first] = message.events;
  const single = message.events.length === 1 && first ? first : null;
  return {
    text: cut(message.title, TEXT_CHARACTERS),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: cut(message.title, HEADER_CHARACTERS), emoji: false },
      },
      ...(single ? singleBlocks(single) : listBlocks(message.events)),
      {
        type: 'actions',
        elements: [
          ...(single ? [button('Show what is behind it', `${baseUrl}${single.link}`, 'behind')] : []),
          button('All alerts', message.url, 'alerts'),
        ],
      },
    ],
  };
}

function singleBlocks(event: ToldEvent): object[] {
  const fields = [
    ['Value', comparisonText(event)],
    ...(event.since === null ? [] : [['Since', slackTime(event.since)]]),
  ].map(([name, text]) => ({ type: 'mrkdwn', text: `*${name ?? ''}*\n${text ?? ''}` }));
  const texts = [event.detail, event.advice].filter((text) => text !== null && text !== '');
  return [
    { type: 'section', fields },
    ...texts.map((text) => ({
      type: 'section',
      text: { type: 'plain_text', text: cut(text ?? '', TEXT_CHARACTERS), emoji: false },
    })),
  ];
}

function listBlocks(events: readonly ToldEvent[]): object[] {
  const shown = events.slice(0, MOST_LISTED).map((event) => ({
    type: 'context',
    elements: [
      {
        type: 'mrkdwn',
        text: `*${headOf(event)}* ${escapeMarkup(cut(subjectOf(event), LINE_CHARACTERS))}: ${comparisonText(event)}`,
      },
    ],
  }));
  const rest = events.length - shown.length;
  if (rest === 0) return shown;
  return [
    ...shown,
    { type: 'context', elements: [{ type: 'plain_text', text: `and ${rest} more`, emoji: false }] },
  ];
}

function button(text: string, url: string, id: string): object {
  return { type: 'button', action_id: id, url, text: { type: 'plain_text', text, emoji: false } };
}

/** Slack shows it in the reader's own time zone. */
function slackTime(iso: string): string {
  return `<!date^${Math.floor(Date.parse(iso) / 1000)}^{date_short_pretty} {time}|${iso}>`;
}

/** What Slack reads as markup is only these three, beside marks around words. */
function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]/g, (mark) => `\u200b${mark}\u200b`);
}

function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
