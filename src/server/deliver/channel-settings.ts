import { z } from 'zod';
import { isStorable } from '../store/json.ts';

export const CHANNEL_KINDS = ['webhook', 'slack', 'teams', 'email', 'github'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

const LONGEST_URL = 2_000;
const MOST_RECEIVERS = 20;
const MOST_LABELS = 10;

const short = (most: number) =>
  z.string().min(1).max(most).refine(isStorable, 'holds a character that cannot be kept');
const address = short(LONGEST_URL)
  .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'takes an http or https URL')
  .refine((url) => !URL.canParse(url) || new URL(url).username === '', 'holds a user name');
const mailbox = short(300).regex(
  /^[^\s<>@,;:"]+@[^\s<>@,;:"]+$/,
  'takes one address such as team@example.com',
);
const smtp = z.strictObject({
  host: short(255).regex(/^[\w.:-]+$/, 'takes the name or address of a host'),
  port: z.int().min(1).max(65_535),
  security: z
    .enum(['tls', 'starttls', 'none'])
    .describe('tls: from the first byte; starttls: demanded after the greeting; none: for a relay nearby'),
  user: short(300).optional(),
  password: short(1_000).optional().describe('kept encrypted, and shown nowhere'),
});

/** Where a channel leads: what people give. Secrets in it are kept apart and encrypted. */
export const channelConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('webhook'),
    url: address.describe('its query is kept encrypted, and shown nowhere'),
  }),
  z.strictObject({
    kind: z.literal('slack'),
    url: address.describe('of an incoming webhook: a secret, kept encrypted'),
  }),
  z.strictObject({
    kind: z.literal('teams'),
    url: address.describe('of a workflow "when a webhook request is received": a secret, kept encrypted'),
  }),
  z.strictObject({
    kind: z.literal('email'),
    from: mailbox,
    to: z.array(mailbox).min(1).max(MOST_RECEIVERS),
    smtp: smtp.optional().describe('the server of SMTP_URL where left out'),
  }),
  z.strictObject({
    kind: z.literal('github'),
    repository: short(200).regex(/^[\w.-]+\/[\w.-]+$/, 'takes owner/name'),
    token: short(1_000).optional().describe('may write issues; kept encrypted. Needed at first'),
    labels: z.array(short(50)).max(MOST_LABELS).default(['security']),
    apiUrl: address.default('https://api.github.com'),
  }),
]);
export type ChannelConfig = z.infer<typeof channelConfig>;

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'takes a time such as 22:00');
export const quietHours = z.strictObject({ from: time, to: time });
export type QuietHours = z.infer<typeof quietHours>;
export const timeOfDay = time;

/** What of it is kept and shown as it is. */
export type ChannelSettings =
  | { readonly kind: 'webhook' | 'slack' | 'teams'; readonly address: string }
  | {
      readonly kind: 'email';
      readonly from: string;
      readonly to: readonly string[];
      readonly smtp: Omit<z.infer<typeof smtp>, 'password'> | null;
    }
  | {
      readonly kind: 'github';
      readonly repository: string;
      readonly labels: readonly string[];
      readonly apiUrl: string;
    };

export interface SigningSecret {
  readonly secret: string;
  /** ISO 8601; the newest has none. */
  readonly until?: string;
}

/** What is kept sealed. */
export interface ChannelSecrets {
  readonly url?: string;
  readonly password?: string;
  readonly token?: string;
  /** Of a webhook, newest first. */
  readonly signing?: readonly SigningSecret[];
}

/** @param before kept where a secret is left out */
export function splitConfig(
  config: ChannelConfig,
  before: ChannelSecrets = {},
): { readonly settings: ChannelSettings; readonly secrets: ChannelSecrets } {
  switch (config.kind) {
    case 'webhook':
    case 'slack':
    case 'teams': {
      const { origin, pathname } = new URL(config.url);
      const { kind, url } = config;
      // Of the other two the path is the secret.
      const shown = kind === 'webhook' ? `${origin}${pathname}` : `${origin}/…`;
      return { settings: { kind, address: shown }, secrets: { ...before, url } };
    }
    case 'email': {
      const { kind, from, to } = config;
      const { password = before.password, ...server } = config.smtp ?? {};
      const given = config.smtp === undefined ? null : (server as Omit<z.infer<typeof smtp>, 'password'>);
      const secrets = given && password !== undefined ? { password } : {};
      return { settings: { kind, from, to, smtp: given }, secrets };
    }
    case 'github': {
      const { token = before.token, ...settings } = config;
      return { settings, secrets: token === undefined ? {} : { token } };
    }
  }
}

/** Everything of it that must not be shown, also where a receiver says it. */
export function secretsIn({ url, password, token, signing = [] }: ChannelSecrets): string[] {
  const inUrl =
    url === undefined ? [] : [url, ...[...new URL(url).searchParams.values()], new URL(url).pathname];
  return [...inUrl, password, token, ...signing.map(({ secret }) => secret)].filter(
    (one): one is string => one !== undefined && one.length > 5,
  );
}
