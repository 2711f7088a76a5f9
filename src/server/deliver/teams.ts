import type { Message } from './message.ts';
import { lineOf, standing } from './message.ts';
import { post } from './post.ts';
import type { Sender } from './sender.ts';

/** Teams takes 28 kB. */
const MOST_MESSAGES = 10;
const LONGEST_TEXT = 300;

/** An Adaptive Card. Text blocks would read Markdown; runs of text do not, whatever a hostile service says. */
export function teamsBody(messages: readonly Message[]): string {
  const left = messages.length - MOST_MESSAGES;
  const body = [
    ...messages.slice(0, MOST_MESSAGES).flatMap(linesOf),
    ...(left > 0 ? [line(`and ${left} more alerts`)] : []),
  ];
  return JSON.stringify({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body,
        },
      },
    ],
  });
}

function linesOf(message: Message) {
  const { title, api, items, more, rule } = message;
  const is = standing(message);
  return [
    line(title, { weight: 'Bolder', size: 'Medium' }),
    ...(api ? [line(`${api.name}: ${api.url}`)] : []),
    ...(is === undefined ? [] : [line(is)]),
    ...items.map((item) => line(`• ${lineOf(item)}`)),
    ...(more > 0 ? [line(`and ${more} more`)] : []),
    ...(rule ? [line(`Alert rule: ${rule.name}`, { isSubtle: true, size: 'Small' })] : []),
  ];
}

function line(text: string, style: object = {}) {
  const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: cut, ...style }] };
}

export const teams: Sender = {
  body: ({ delivery }) => teamsBody(delivery.messages),
  send: (attempt, body) => post(attempt, body),
};
