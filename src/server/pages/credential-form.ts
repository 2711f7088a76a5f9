import type { CredentialKind } from '../../given/stored-credentials.ts';
import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import type { Form } from './form.ts';
import { type Fields, fieldsOf, textIn } from './parts/fields.ts';
import type { Mistakes } from './parts/mistakes.ts';

export const CREDENTIAL_KINDS: Readonly<Record<CredentialKind, readonly [title: string, says: string]>> = {
  bearer: ['Bearer token', 'Authorization: Bearer …'],
  'api-key': ['API key', 'in a header, in the query or in a cookie'],
  basic: ['User and password', 'HTTP Basic'],
  login: ['Login request', 'a request whose answer gives a token or cookies; made again when they expire'],
  oauth: ['OAuth 2', 'client credentials, user and password, or a refresh token'],
  cookie: ['Cookies', 'of a session'],
  headers: ['Headers', 'any, one a line'],
  'client-certificate': ['Client certificate', 'mutual TLS'],
};

export function isCredentialKind(text: string | undefined): text is CredentialKind {
  return text !== undefined && Object.hasOwn(CREDENTIAL_KINDS, text);
}

/** Fields by the places of the request. */
export const VALUE_FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  'code:known-name': 'name',
  bearer: 'bearer',
  basic: 'user',
  apiKey: 'keyName',
  cookie: 'cookie',
  headers: 'headers',
  cert: 'cert',
  key: 'key',
  passphrase: 'passphrase',
  'login.request': 'request',
  'login.json': 'body',
  'login.form': 'body',
  'login.token': 'token',
  'login.send': 'send',
  'oauth.tokenUrl': 'tokenUrl',
  'oauth.issuer': 'issuer',
  'oauth.clientId': 'clientId',
  'oauth.clientSecret': 'clientSecret',
  'oauth.scope': 'scope',
  'oauth.audience': 'audience',
  'oauth.username': 'username',
  'oauth.password': 'password',
  'oauth.refreshToken': 'refreshToken',
};

/** The same within the body that makes a credential. */
export const NEW_FIELDS = {
  ...VALUE_FIELDS,
  ...Object.fromEntries(Object.entries(VALUE_FIELDS).map(([place, field]) => [`value.${place}`, field])),
};

/** As the API takes it. */
export function valueIn(kind: CredentialKind, form: Form): object {
  const given = (name: string) => {
    const text = textIn(form, name);
    return text === undefined ? {} : { [name]: text };
  };
  switch (kind) {
    case 'bearer':
    case 'cookie':
      return { [kind]: textIn(form, kind) ?? '' };
    case 'basic':
      return { basic: `${form.user ?? ''}:${form.password ?? ''}` };
    case 'api-key': {
      const place = form.place === 'header' || form.place === undefined ? '' : `${form.place}:`;
      return { apiKey: `${place}${textIn(form, 'keyName') ?? ''}=${textIn(form, 'keyValue') ?? ''}` };
    }
    case 'headers':
      return { headers: headersIn(form.headers ?? '') };
    case 'client-certificate':
      return { cert: form.cert ?? '', key: form.key ?? '', ...given('passphrase') };
    case 'login':
      return {
        login: {
          request: textIn(form, 'request') ?? '',
          ...bodyIn(form),
          ...given('token'),
          ...given('send'),
        },
      };
    case 'oauth': {
      const names = [
        'tokenUrl',
        'issuer',
        'clientId',
        'clientSecret',
        'scope',
        'audience',
        'username',
        'password',
        'refreshToken',
      ];
      return { oauth: Object.assign({}, ...names.map(given)) };
    }
  }
}

function headersIn(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':');
      return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

/** JSON where it is some; else a form, as in an address. */
function bodyIn(form: Form): object {
  const text = textIn(form, 'body');
  if (text === undefined) return {};
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { form: Object.fromEntries(new URLSearchParams(text)) };
  }
}

/** Values are never put back into the page: whoever mends a mistake gives them again. */
const NEVER_BACK = [
  'bearer',
  'password',
  'keyValue',
  'cookie',
  'headers',
  'cert',
  'key',
  'passphrase',
  'body',
  'clientSecret',
  'refreshToken',
];

export function withoutSecrets(form: Form): Form {
  return Object.fromEntries(Object.entries(form).filter(([name]) => !NEVER_BACK.includes(name)));
}

export function valueFields(kind: CredentialKind, form: Form, mistakes: Mistakes): Markup {
  return FIELDS[kind](fieldsOf({ place: 'header', ...withoutSecrets(form) }, mistakes));
}

const secret = { type: 'password', most: 60_000 } as const;

const FIELDS: Readonly<Record<CredentialKind, (field: Fields) => Markup>> = {
  bearer: (field) => field.text('bearer', 'Token', { ...secret, required: true }),
  cookie: (field) =>
    field.text('cookie', 'Cookies', {
      ...secret,
      required: true,
      hint: 'As the header says them: name=value; other=value',
    }),
  basic: (field) =>
    markup`<div class="pair">${field.text('user', 'User', { required: true, most: 1_000 })}${field.text('password', 'Password', { ...secret, required: true })}</div>`,
  'api-key': (field) =>
    markup`${field.radios('place', 'Sent in', [
      ['header', 'a header'],
      ['query', 'the query'],
      ['cookie', 'a cookie'],
    ])}<div class="pair">${field.text('keyName', 'Name', { required: true, most: 200, placeholder: 'X-API-Key' })}${field.text('keyValue', 'Value', { ...secret, required: true })}</div>`,
  headers: (field) =>
    field.area('headers', 'Headers', {
      required: true,
      most: 60_000,
      placeholder: 'X-Client: shop\nX-Token: …',
    }),
  'client-certificate': (
    field,
  ) => markup`${field.area('cert', 'Certificate, as PEM', { required: true, rows: 5, placeholder: '-----BEGIN CERTIFICATE-----' })}
${field.area('key', 'Its private key, as PEM', { required: true, rows: 5, placeholder: '-----BEGIN PRIVATE KEY-----' })}
${field.text('passphrase', 'Passphrase of the key', secret)}`,
  login: (
    field,
  ) => markup`${field.text('request', 'Request', { required: true, most: 2_000, code: true, placeholder: 'POST /login' })}
${field.area('body', 'Body', { most: 60_000, placeholder: '{"email": "ann@example.com", "password": "…"}', hint: 'JSON; or a form, as user=ann&password=…' })}
<div class="pair">${field.text('token', 'Where the answer holds the token', { most: 500, code: true, placeholder: '/data/token', hint: 'A path in its JSON, header:NAME or cookie; found where left out.' })}
${field.text('send', 'How it is sent', { most: 500, code: true, placeholder: 'Authorization: Bearer {token}' })}</div>`,
  oauth: (
    field,
  ) => markup`<div class="pair">${field.text('issuer', 'Issuer', { inputMode: 'url', most: 2_000, placeholder: 'https://login.example.com' })}
${field.text('tokenUrl', 'Address of tokens', { inputMode: 'url', most: 2_000, hint: 'Where the issuer does not name it.' })}
${field.text('clientId', 'Client id', { most: 1_000 })}${field.text('clientSecret', 'Client secret', secret)}
${field.text('username', 'User', { most: 1_000 })}${field.text('password', 'Password', secret)}
${field.text('refreshToken', 'Refresh token', secret)}
${field.text('scope', 'Scope', { most: 2_000 })}${field.text('audience', 'Audience', { most: 2_000 })}</div>
<p class="hint">A refresh token, user and password, or the client alone: by what is given.</p>`,
};
