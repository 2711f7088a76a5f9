import { cardIssuer, isIban } from '../material/pii.ts';
import { isPersonNumber } from '../material/pii-national-ids.ts';
import { everyPasswordHash, everySecret, prefixOf } from '../material/secrets.ts';
import { isMadeUp, masked, maskedJwt } from './mask.ts';
import type { Span } from './spans.ts';

/** Secrets and personal data of a target that show by their shape alone, wherever they stand. Linear in the text. */
export function* shapeSpans(text: string): Generator<Span> {
  yield* privateKeys(text);
  for (const { pattern, value, at } of everySecret(text)) yield spanOf(value, at, prefixOf(pattern, value));
  for (const { value, at } of everyPasswordHash(text)) yield spanOf(value, at, schemeOf(value));
  for (const { 0: token, index } of text.matchAll(JWT)) {
    yield { start: index, end: index + token.length, shown: maskedJwt(token) };
  }
  for (const match of text.matchAll(SCHEME)) {
    const value = match[2] ?? '';
    if (!isMadeUp(value) && (/\d/.test(value) || value.length >= LONG_TOKEN)) {
      yield spanOf(value, match.index + (match[1] ?? '').length);
    }
  }
  if (/\d{2}/.test(text)) yield* numbers(text);
  yield* addresses(text);
}

function spanOf(value: string, at: number, open = ''): Span {
  return { start: at, end: at + value.length, shown: masked(value, open) };
}

/** Compact JWS and JWE of two to five parts (RFC 7515, RFC 7516): without its signature a token may still open all. */
const JWT = /(?<![\w-])eyJ[\w-]{6,4000}\.[\w-]{2,8000}(?:\.[\w-]{0,8000}){0,3}/g;
/** Credentials of the usual schemes in prose, logs and shell lines (RFC 9110 section 11.4). */
const SCHEME = /(\b(?:bearer|basic|token|apikey)\s{1,4})([\w+/.~-]{8,4000}=*)/gi;
/** A word of a sentence is shorter. */
const LONG_TOKEN = 24;

/** The name of the scheme of a hash tells what is wrong with it. */
function schemeOf(hash: string): string {
  return /^(?:\$\w{1,10}\$|\{\w{3,8}\}|pbkdf2\w{0,8}|scrypt)/.exec(hash)?.[0] ?? '';
}

const PEM = /-----BEGIN ([A-Z ]{0,30})PRIVATE KEY(?: BLOCK)?-----/g;
const PEM_END = '-----END ';
/** 16,384 bits of RSA in base64, with line ends. */
const LONGEST_KEY = 14_000;
/** Whatever a key block holds, its line ends as escapes too. */
const KEY_TEXT = /(?:[\w+/=\s:,-]|\\[nr])*/y;

/** From the line that announces the key to its end, or as far as it was kept. */
function* privateKeys(text: string): Generator<Span> {
  for (const { 0: head, index } of text.matchAll(PEM)) {
    const start = index + head.length;
    const rest = text.slice(start, start + LONGEST_KEY);
    const end = rest.indexOf(PEM_END);
    KEY_TEXT.lastIndex = 0;
    const length = end >= 0 ? end : (KEY_TEXT.exec(rest)?.[0].length ?? 0);
    if (length > 0 && !rest.startsWith('…('))
      yield { start, end: start + length, shown: `…(${length} characters)` };
  }
}

const CARD = /(?<![\w.-])[2-6]\d{3}[ -]?\d{4,6}[ -]?\d{4,5}[ -]?\d{0,7}(?![\w-]|\.\d)/g;
const IBAN = /(?<![A-Za-z0-9+_-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9_-])/g;
/** Numbers of persons whose writing or check digits tell them from any other number. */
const PERSON =
  /(?<![\w.-])(?:\d{3}-\d{2}-\d{4}|\d{3}\.\d{3}\.\d{3}-\d{2}|[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]|[12]\d{14})(?![\w-]|\.\d)/g;
/** International writing (ITU-T E.164): national numbers show by their name alone. */
const PHONE = /(?<![\w+.])\+[1-9]\d{0,2}[ .\-/(]{0,2}\d(?:[ .\-/()]{0,2}\d){6,12}(?![\w-])/g;

function* numbers(text: string): Generator<Span> {
  for (const { 0: written, index } of text.matchAll(CARD)) {
    if (cardIssuer(written.replace(/\D/g, '')) !== undefined) yield spanOf(written, index);
  }
  for (const { 0: written, index } of text.matchAll(IBAN)) if (isIban(written)) yield spanOf(written, index);
  for (const { 0: written, index } of text.matchAll(PERSON)) {
    if (isPersonNumber(written)) yield spanOf(written, index);
  }
  for (const { 0: written, index } of text.matchAll(PHONE)) yield spanOf(written, index);
}

const LONGEST_LOCAL = 64;
const DOMAIN_AFTER = /[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,3}\.[A-Za-z]{2,24}(?![\w-])/y;
/** Addresses of offices, and those that the scan makes up itself. */
const NOBODY =
  /^(?:abuse|admin|administrator|api|contact|hello|help|helpdesk|hostmaster|info|mail|mailer-daemon|no-?reply|noc|office|postmaster|press|privacy|root|sales|security|support|webmaster|git|user|username|you|name|email|mb[0-9a-f]{8}\w{0,12})$/i;
const FILE_NAME = /\.(?:png|jpe?g|gif|svg|webp|js|css|json)$/i;

function* addresses(text: string): Generator<Span> {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    DOMAIN_AFTER.lastIndex = at + 1;
    const domain = DOMAIN_AFTER.exec(text)?.[0];
    if (domain === undefined || FILE_NAME.test(domain)) continue;
    let start = at;
    while (start > 0 && at - start < LONGEST_LOCAL && /[\w.+-]/.test(text[start - 1] ?? '')) start -= 1;
    const local = text.slice(start, at).replace(/^[._+-]+/, '');
    if (local === '' || NOBODY.test(local)) continue;
    yield spanOf(`${local}@${domain}`, at - local.length);
  }
}
