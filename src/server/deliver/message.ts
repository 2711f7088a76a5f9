import { z } from 'zod';
import { GRADES, SEVERITIES } from '../../result.ts';

export const ALERT_TYPES = [
  'new-finding',
  'score-below',
  'grade-changed',
  'coverage-fell',
  'login-lost',
  'scan-failed',
  'certificate-expires',
  'memory-growth',
] as const;

const state = z.object({
  scan: z.string().describe('id of the scan'),
  grade: z.enum(GRADES).nullable(),
  score: z.number().nullable(),
  coverage: z.number().nullable(),
});

/** What a channel is told once, whatever its kind. Texts may quote a hostile service: each channel shows them as texts. */
export const messageShape = z.object({
  id: z.string().describe('of the alert: the same in every channel'),
  type: z.enum([...ALERT_TYPES, 'fixed', 'test']),
  at: z.string().describe('ISO 8601'),
  title: z.string(),
  rule: z.object({ id: z.string(), name: z.string() }).nullable().describe('the alert rule'),
  api: z.object({ id: z.string(), name: z.string(), url: z.string() }).nullable(),
  now: state.nullable().describe('what the scan says'),
  before: state.nullable().describe('what the scan before it said'),
  items: z
    .array(
      z.object({
        key: z.string().describe('fingerprint of the finding, or the type of the alert'),
        title: z.string(),
        severity: z.enum(SEVERITIES).optional(),
        rule: z.string().optional(),
        where: z.string().optional(),
      }),
    )
    .describe('findings, worst first; else what is the matter'),
  more: z.number().describe('items that were left out'),
});
export type Message = z.infer<typeof messageShape>;
export type MessageItem = Message['items'][number];

/** A message with more is no message. */
export const MOST_ITEMS = 20;

export function testMessage(id: string, channel: string, at: Date): Message {
  return {
    id,
    type: 'test',
    at: at.toISOString(),
    title: `This is a test of the channel "${channel}": it works.`,
    rule: null,
    api: null,
    now: null,
    before: null,
    items: [],
    more: 0,
  };
}

/** One line for what would be listed. */
export function lineOf({ severity, title, where }: MessageItem): string {
  return `${severity === undefined ? '' : `${severity}: `}${title}${where === undefined ? '' : ` (${where})`}`;
}

/** Grade and score, and what they were. */
export function standing({ now, before }: Message): string | undefined {
  if (now === null || now.grade === null) return undefined;
  const is = `grade ${now.grade}, score ${now.score ?? 'none'}`;
  return before?.grade ? `${is} (before: ${before.grade}, ${before.score ?? 'none'})` : is;
}

/** For a delivery of several: what the whole is about. */
export function subjectOf(messages: readonly Message[]): string {
  const [first] = messages;
  return messages.length === 1 && first ? first.title : `${messages.length} alerts of middlebrick`;
}

export function plainText(messages: readonly Message[]): string {
  return messages
    .map((message) =>
      [
        message.title,
        ...(message.api ? [`${message.api.name}: ${message.api.url}`] : []),
        ...[standing(message) ?? []].flat(),
        ...message.items.map((item) => `- ${lineOf(item)}`),
        ...(message.more > 0 ? [`- and ${message.more} more`] : []),
        ...(message.rule ? [`Alert rule: ${message.rule.name}`] : []),
        ...(message.now ? [`Scan: ${message.now.scan}`] : []),
      ].join('\n'),
    )
    .join('\n\n');
}
