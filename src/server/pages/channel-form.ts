import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import type { ChannelView } from '../api/channel-views.ts';
import type { ChannelKind } from '../deliver/channel-settings.ts';
import type { Form } from './form.ts';
import { type Fields, fieldsOf, namesIn, numberIn, textIn } from './parts/fields.ts';
import type { Mistakes } from './parts/mistakes.ts';
import { ZONES, zoneList } from './parts/zones.ts';

export const NEW_CHANNEL: Form = {
  digest: 'at-once',
  digestAt: '09:00',
  timeZone: 'UTC',
  enabled: 'on',
  smtp: 'usual',
  security: 'starttls',
  port: '587',
  labels: 'security',
  apiUrl: 'https://api.github.com',
};

/** Fields by the places of the request. */
export const CHANNEL_FIELDS = {
  name: 'name',
  config: 'url',
  'config.url': 'url',
  'config.from': 'from',
  'config.to': 'to',
  'config.smtp.host': 'host',
  'config.smtp.port': 'port',
  'config.smtp.user': 'user',
  'config.smtp.password': 'password',
  'config.repository': 'repository',
  'config.token': 'token',
  'config.labels': 'labels',
  'config.apiUrl': 'apiUrl',
  digestAt: 'digestAt',
  'quietHours.from': 'quietFrom',
  'quietHours.to': 'quietTo',
  timeZone: 'timeZone',
  'code:bad-time-zone': 'timeZone',
};

/** As the API takes it. Where it leads is left out of a change that says nothing about that. */
export function channelIn(kind: ChannelKind, form: Form, isNew: boolean) {
  const quiet = textIn(form, 'quietFrom') !== undefined || textIn(form, 'quietTo') !== undefined;
  const isUrl = kind === 'webhook' || kind === 'slack' || kind === 'teams';
  const keeps = isUrl && !isNew && textIn(form, 'url') === undefined;
  return {
    name: textIn(form, 'name') ?? '',
    ...(keeps ? {} : { config: configIn(kind, form) }),
    enabled: form.enabled === 'on',
    digest: form.digest ?? 'at-once',
    digestAt: textIn(form, 'digestAt') ?? '09:00',
    quietHours: quiet ? { from: form.quietFrom ?? '', to: form.quietTo ?? '' } : null,
    timeZone: textIn(form, 'timeZone') ?? '',
  };
}

function configIn(kind: ChannelKind, form: Form) {
  const given = (name: string, as = name) => {
    const text = textIn(form, name);
    return text === undefined ? {} : { [as]: text };
  };
  switch (kind) {
    case 'email': {
      const server = { host: textIn(form, 'host') ?? '', port: numberIn(form.port), security: form.security };
      return {
        kind,
        from: textIn(form, 'from') ?? '',
        to: namesIn(form.to),
        ...(form.smtp === 'own' ? { smtp: { ...server, ...given('user'), ...given('password') } } : {}),
      };
    }
    case 'github':
      return {
        kind,
        repository: textIn(form, 'repository') ?? '',
        labels: namesIn(form.labels),
        ...given('token'),
        ...given('apiUrl'),
      };
    default:
      return { kind, url: textIn(form, 'url') ?? '' };
  }
}

export function formOfChannel({
  name,
  settings,
  enabled,
  digest,
  digestAt,
  quietHours,
  timeZone,
}: ChannelView): Form {
  return {
    ...NEW_CHANNEL,
    name,
    enabled: enabled ? 'on' : '',
    digest,
    digestAt,
    quietFrom: quietHours?.from ?? '',
    quietTo: quietHours?.to ?? '',
    timeZone,
    ...formOfSettings(settings),
  };
}

function formOfSettings(settings: ChannelView['settings']): Form {
  switch (settings.kind) {
    case 'email': {
      const { from, to, smtp } = settings;
      const server = smtp && {
        host: smtp.host,
        port: `${smtp.port}`,
        security: smtp.security,
        user: smtp.user ?? '',
      };
      return { from, to: to.join(', '), smtp: smtp ? 'own' : 'usual', ...server };
    }
    case 'github':
      return { repository: settings.repository, labels: settings.labels.join(', '), apiUrl: settings.apiUrl };
    default:
      return {};
  }
}

/** @param before the channel that is changed: what is secret in it stays where a field is left empty */
export function channelFields(
  kind: ChannelKind,
  form: Form,
  mistakes: Mistakes,
  before?: ChannelView,
): Markup {
  const field = fieldsOf(form, mistakes);
  return markup`${field.text('name', 'Name', { required: true, most: 200, placeholder: 'Team payments' })}
${where(kind, field, before)}
<h2>When it is sent</h2>
${field.radios('digest', 'How often', [
  ['at-once', 'At once', 'each scan that has something to tell'],
  ['hourly', 'Every hour', 'one message with everything of the hour'],
  ['daily', 'Once a day', 'one message'],
])}
<div class="if-daily">${field.text('digestAt', 'Time of the daily message', { type: 'time', short: true, inRow: true })}</div>
<div class="pair">${field.text('quietFrom', 'Quiet from', { type: 'time', short: true })}${field.text('quietTo', 'Quiet until', { type: 'time', short: true })}</div>
<p class="hint">In quiet hours nothing is sent; at their end it comes as one message.</p>
${field.text('timeZone', 'Time zone of these times', { required: true, most: 60, list: ZONES })}${zoneList()}
${before && field.check('enabled', 'Enabled', 'otherwise it is paused, and what waits is dropped')}
${!before && markup`<input type="hidden" name="enabled" value="on">`}`;
}

function where(kind: ChannelKind, field: Fields, before?: ChannelView): Markup {
  const url = (label: string, hint: string) =>
    field.text('url', label, {
      inputMode: 'url',
      most: 2_000,
      required: before === undefined,
      hint: before ? 'It stays where this is left empty. It is kept encrypted, and shown nowhere.' : hint,
    });
  const secret = (name: string, label: string, hint?: string) =>
    field.text(name, label, {
      type: 'password',
      most: 1_000,
      hint: before ? 'It stays where this is left empty.' : (hint ?? ''),
    });
  switch (kind) {
    case 'webhook':
      return url('Address', 'What is sent there is signed; the secret for that is shown once, next.');
    case 'slack':
      return url(
        'Address of the incoming webhook',
        'From Slack: “Incoming Webhooks” of your app. It is a secret, and kept encrypted.',
      );
    case 'teams':
      return url(
        'Address of the workflow',
        'From Teams: a workflow “When a Teams webhook request is received”. It is a secret, and kept encrypted.',
      );
    case 'email':
      return markup`${field.text('to', 'To', { required: true, most: 6_000, inputMode: 'email', placeholder: 'team@example.com, ann@example.com' })}
${field.text('from', 'From', { required: true, most: 300, inputMode: 'email', placeholder: 'middlebrick@example.com' })}
${field.radios('smtp', 'Sent by', [
  ['usual', 'The mail server of this machine', markup`that of <code>SMTP_URL</code>`],
  ['own', 'Another mail server'],
])}
<div class="if-own"><div class="pair">${field.text('host', 'Mail server', { most: 255, placeholder: 'smtp.example.com' })}${field.text('port', 'Port', { type: 'number', from: 1, to: 65_535, short: true })}</div>
${field.select('security', 'Encryption', [
  ['starttls', 'STARTTLS, demanded'],
  ['tls', 'TLS from the first byte'],
  ['none', 'none: for a relay nearby'],
])}
<div class="pair">${field.text('user', 'User', { most: 300 })}${secret('password', 'Password')}</div></div>`;
    case 'github':
      return markup`${field.text('repository', 'Repository', { required: true, most: 200, placeholder: 'owner/name' })}
${secret('token', 'Token', 'One that may read and write issues of this repository. It is kept encrypted.')}
${field.text('labels', 'Labels', { most: 600 })}
${field.text('apiUrl', 'Address of the API', { inputMode: 'url', most: 2_000, hint: 'Another one only for GitHub Enterprise Server.' })}`;
  }
}
