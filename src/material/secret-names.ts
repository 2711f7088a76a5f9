import { PERSONAL_KINDS, PHONE, PHONE_FIELD } from './personal-fields.ts';
import { NATIONAL_IDS } from './pii-national-ids.ts';

/** What a value is by the name that it stands under. */
export type NamedKind = 'secret' | 'key' | 'personal';

/**
 * Plain names (lower case, without separators) that stand for a secret in fields, parameters, settings, cookies and
 * headers, whatever they are prefixed with: `smtpPass`, `X-Auth-Token`, `DB_PASSWORD`.
 */
const SECRET_NAME = new RegExp(
  [
    '(?:password|passwd|passphrase|passcode|passwort|kennwort|contrasena|senha|motdepasse|wachtwoord)(?:hash|digest|salt|plain|confirm(?:ation|ed)?|repeat|again|old|new|raw|value)?\\d?$',
    '(?<!by|com|sur|tres|over)(?:pass|pwd|pwdhash|passhash)\\d?$',
    '(?:^|user|usr|db|admin|root|login|mail|smtp|ftp|sql|old|new|my)pw\\d?$|(?:pswd|psswd|passwrd|passw|pword)\\d?$',
    'secret(?:key|value|accesskey|s)?\\d?$',
    '(?:^|password|pwd|user)salt$',
    '(?:api|access|private|secret|signing|encryption|session|master|auth|account|storage|shared|ssh|service|client|webhook|hmac|jwt|crypt|cipher|subscription)keys?(?:id|value|base64)?\\d?$',
    'token(?:value|secret|hash)?\\d?$',
    '(?:^|proxy|^x)auth(?:orization)?(?:header)?$',
    '(?:^|^set|session|auth)cookies?$',
    '(?:^|user|db|aws|client)credentials?$',
    '(?:bearer|jwt|dsn|connectionstring|connstr|connectionuri|(?:database|db|redis|mongo(?:db)?|amqp|postgres|mysql|broker)ur[li])$',
    'sess(?:ion)?(?:id|hash|data)?$',
    '^(?:j|php|asp|aspnet)?sess(?:ion)?id?\\w{0,8}$',
    '^sid$|connectsid$',
    '(?:csrf|xsrf|antiforgery|requestverification)\\w{0,12}$',
    '(?:otp|totp|mfa|twofactor|2fa)(?:secret|seed|key|code)?$',
    '(?:verification|confirmation|activation|recovery|backup|reset|security|access|auth|authorization)codes?$',
    '^(?:pin|pincode|(?:(?:credit|debit)?card|cc)?(?:cvv2?|cvc2?|csc)|securityanswer|remember(?:me)?|sig|signature)$',
  ].join('|'),
);
/** A name like these says where a secret is dealt with, how long it lasts or what it is called, and holds none. */
const ABOUT_A_SECRET =
  /(?:type|ur[li]|endpoint|path|expir\w{0,24}|ttl|length|count|limit|name|hint|policy|method|enabled|required|status|field|header|algorithm|alg|format|scheme|message|error|label|prefix|description|strength|attempts|changedat|updatedat|createdat|lastchanged)$/;
const CONNECTION = /(?:database|db|redis|mongo(?:db)?|amqp|postgres|mysql|broker|connection)ur[li]$/;
/** Names that end so hold keys as often as names of keys: their value decides. */
const KEY_NAME = /(?:key|apikeyid|hash|digest)\d?$/;
const CARD_NAME =
  /^(?:(?:credit|debit|payment|bank)?card(?:no|num|number|pan)?|ccn|cc(?:no|num|number)|pan|iban|(?:bank)?account(?:no|num|number)|routingnumber)$/;
const DIGITS = /\d(?:\D{0,2}\d){5,}/;

/** What the value under this plain name is taken for when it is kept or shown; undefined for anything ordinary. */
export function namedKind(plainName: string, value: string): NamedKind | undefined {
  if (plainName.length > LONGEST_NAME) return undefined;
  if (isSecretName(plainName)) return saysNothing(plainName, value) ? undefined : 'secret';
  if (KEY_NAME.test(plainName)) return looksLikeKey(value) ? 'key' : undefined;
  return isPersonal(plainName, value) ? 'personal' : undefined;
}

const LONGEST_NAME = 80;

export function isSecretName(plainName: string): boolean {
  if (ABOUT_A_SECRET.test(plainName) && !CONNECTION.test(plainName)) return false;
  return SECRET_NAME.test(plainName);
}

function isPersonal(name: string, written: string): boolean {
  // In forms a plus sign is a space.
  const value = written.replace(/(?!^)\+/g, ' ');
  if (PHONE_FIELD.test(name)) return PHONE.test(value);
  if (CARD_NAME.test(name)) return DIGITS.test(value);
  if (NATIONAL_IDS.some(({ field }) => field.test(name))) return /\d{2}/.test(value) && value.length <= 24;
  return PERSONAL_KINDS.some(({ field, value: shape }) => field.test(name) && shape.test(value));
}

const SHORTEST_KEY = 16;

function looksLikeKey(value: string): boolean {
  return (
    value.length >= SHORTEST_KEY && /^[\w+/=.:-]+$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value)
  );
}

/** Types, flags and labels that stand where a secret would. */
const NO_SECRET =
  /^(?:true|false|yes|no|on|off|null|none|nil|undefined|string|text|integer|number|boolean|object|array|required|optional|invalid|missing|expired|weak|strong|unset|set|unchanged|changed|enabled|disabled|unknown|n\/a|hidden|encrypted|bearer|basic|digest|jwt|password|header|query|cookie|oauth2|https?|\W+)$/i;
/** Sentences about a secret, as validators write them. */
const ABOUT =
  /\b(?:must|required|should|cannot|can't|invalid|incorrect|missing|characters|at least|too (?:short|long|weak)|does not|is not|not allowed|wrong|please|expected|field)\b/i;

function saysNothing(name: string, value: string): boolean {
  const least = /^(?:pin|pincode|(?:(?:credit|debit)?card|cc)?(?:cvv2?|cvc2?|csc))$/.test(name) ? 3 : 4;
  if (value.length < least || NO_SECRET.test(value)) return true;
  if (/\s/.test(value) && ABOUT.test(value)) return true;
  if (/^(?:\$\{|\{\{|<%|#\/|\.{0,2}\/|\[object )/.test(value)) return true;
  return /^https?:\/\/[^@\s]*$/i.test(value) || value.toLowerCase().replace(/[^a-z0-9]/g, '') === name;
}
