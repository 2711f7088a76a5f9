import type { Message } from './message.ts';
import { lineOf, standing, subjectOf } from './message.ts';
import { post } from './post.ts';
import type { Sender } from './sender.ts';

/** Slack refuses what is longer, and more than fifty blocks. */
const LONGEST_HEADER = 150;
const LONGEST_TEXT = 3_000;
const MOST_BLOCKS = 50;

/** Blocks of plain text: nothing that a hostile service says is read as a link or a mention. */
export function slackBody(messages: readonly Message[]): string {
  const blocks = messages.flatMap((message) => [
    { type: 'header', text: plain(message.title, LONGEST_HEADER) },
    { type: 'section', text: plain(detailsOf(message), LONGEST_TEXT) },
  ]);
  return JSON.stringify({
    // What a notification shows; it is read as markup, which these three begin.
    text: subjectOf(messages).replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign),
    blocks: blocks.slice(0, MOST_BLOCKS),
  });
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function plain(text: string, most: number) {
  return {
    type: 'plain_text',
    text: text.length > most ? `${text.slice(0, most - 1)}…` : text,
    emoji: false,
  };
}

function detailsOf(message: Message): string {
  const { api, items, more, rule } = message;
  return [
    ...(api ? [`${api.name}: ${api.url}`] : []),
    standing(message) ?? '',
    ...items.map((item) => `• ${lineOf(item)}`),
    ...(more > 0 ? [`and ${more} more`] : []),
    rule ? `Alert rule: ${rule.name}` : 'Sent by middlebrick.',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

export const slack: Sender = {
  body: ({ delivery }) => slackBody(delivery.messages),
  send: (attempt, body) => post(attempt, body),
};
