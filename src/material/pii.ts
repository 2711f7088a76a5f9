/** ISO/IEC 7812-1 annex B. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - ZERO;
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

const ZERO = 48;

const ISSUERS: readonly (readonly [name: string, shape: RegExp])[] = [
  ['Visa', /^4(?:\d{15}|\d{18})$/],
  ['Mastercard', /^(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/],
  ['American Express', /^3[47]\d{13}$/],
  ['Discover', /^6(?:011|4[4-9]\d|5\d\d)\d{12}$/],
  ['Diners Club', /^3(?:0[0-5]|[68]\d)\d{11}$/],
  ['JCB', /^35(?:2[89]|[3-8]\d)\d{12}$/],
];

/** Who issued a card number, by its prefix and length; undefined where nobody did or the check digit is wrong. */
export function cardIssuer(digits: string): string | undefined {
  if (!luhn(digits)) return undefined;
  return /^(\d)\1+$/.test(digits) ? undefined : ISSUERS.find(([, shape]) => shape.test(digits))?.[0];
}

/** Numbers that payment providers publish for tests; no account stands behind them. */
const TEST_CARDS = new Set(
  '4111111111111111 4242424242424242 4000056655665556 5555555555554444 2223003122003222 5200828282828210 5105105105105100 378282246310005 371449635398431 6011111111111117 6011000990139424 3056930009020004 36227206271667 3566002020360505 4012888888881881 4000000000000002 4000000000000077 4000002500003155 4000000000009995 4917610000000000 4988438843884305 30569309025904 38520000023237 3530111333300000 4222222222222220 5431111111111111 4444333322221111 5454545454545454'.split(
    ' ',
  ),
);

export function isTestCard(digits: string): boolean {
  return TEST_CARDS.has(digits);
}

export interface FoundCard {
  readonly written: string;
  readonly issuer: string;
  readonly test: boolean;
}

const CARD_SHAPE = /(?<![\w.-])[2-6]\d{3}[ -]?\d{4,6}[ -]?\d{4,5}[ -]?\d{0,4}(?!\.?\d|[\w-])/g;
const CARD_WORD =
  /card|\bpan\b|primary.?account|visa|master|amex|american express|discover|diners|\bcc[-_ ]?(?:num|no|number)\b|debit|payment/i;
const OTHER_NUMBER =
  /order|invoice|track|shipment|phone|mobile|imei|gtin|ean|isbn|serial|(?:id|ref|reference|token|hash|fingerprint|time|stamp|count|amount|price|balance)$/i;
const FIELD_BEFORE = /"([^"\\]{1,64})"\s{0,4}:\s{0,4}"?$/;
const GENERIC_NAME = /^(?:number|num|no|value|pan)$/i;
/** How far from a number the word stands that says what it is. */
const CONTEXT = 120;
const MAX_FOUND = 20;
/** A text of nothing but groups of digits is no list of cards. */
const MAX_LOOKED = 10_000;

/** Card numbers that a field's name or a word nearby calls so. Ids of the same length stay unmentioned. */
export function findCards(text: string): FoundCard[] {
  const found = new Map<string, FoundCard>();
  let looked = 0;
  for (const match of text.matchAll(CARD_SHAPE)) {
    looked += 1;
    if (looked > MAX_LOOKED) break;
    const digits = match[0].replace(/\D/g, '');
    const issuer = cardIssuer(digits);
    if (issuer === undefined) continue;
    const before = text.slice(Math.max(0, match.index - CONTEXT), match.index);
    const field = FIELD_BEFORE.exec(before)?.[1];
    const named = field !== undefined && !GENERIC_NAME.test(field) ? field : before;
    if (!CARD_WORD.test(named) || (named === field && OTHER_NUMBER.test(field))) continue;
    found.set(digits, { written: match[0], issuer, test: isTestCard(digits) });
    if (found.size >= MAX_FOUND) break;
  }
  return [...found.values()];
}

/** Length of an IBAN by country (SWIFT IBAN registry). */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MR: 27,
  MT: 31,
  MU: 30,
  NL: 18,
  NO: 15,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  SA: 24,
  SC: 31,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
};

/** ISO 13616: right length for its country, and 1 modulo 97. */
export function isIban(written: string): boolean {
  const iban = written.replace(/[ -]/g, '');
  if (IBAN_LENGTHS[iban.slice(0, 2)] !== iban.length || !/^[A-Z]{2}\d\d[A-Z0-9]+$/.test(iban)) return false;
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** IBANs of the registry's and of banks' documentation. */
const TEST_IBANS = new Set(
  'DE89370400440532013000 GB82WEST12345698765432 GB29NWBK60161331926819 GB33BUKB20201555555555 FR1420041010050500013M02606 FR7630006000011234567890189 NL91ABNA0417164300 ES9121000418450200051332 IT60X0542811101000000123456 CH9300762011623852957 AT611904300234573201 BE68539007547034'.split(
    ' ',
  ),
);

export function isTestIban(written: string): boolean {
  return TEST_IBANS.has(written.replace(/[ -]/g, ''));
}

const IBAN_SHAPE =
  /(?<![A-Za-z0-9+/=_-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9+/=_-])/g;

export function findIbans(text: string): string[] {
  const found = new Set<string>();
  let looked = 0;
  for (const [written] of text.matchAll(IBAN_SHAPE)) {
    looked += 1;
    if (looked > MAX_LOOKED) break;
    if (isIban(written)) found.add(written);
    if (found.size >= MAX_FOUND) break;
  }
  return [...found];
}

const ROLE =
  /^(?:abuse|accounts?|admin|administrator|api|billing|bookings?|careers|contact|customer.?(?:care|service|support)|dev|developers?|enquir(?:y|ies)|feedback|hello|help|helpdesk|hi|hostmaster|hr|info|inquiries|it|jobs|legal|mailer.?daemon|marketing|media|news|newsletter|no.?reply|noc|notifications?|office|ops|orders?|pay(?:ment)?s?|postmaster|press|privacy|dpo|reception|root|sales|security|service|shop|status|support|sysadmin|team|tech|test|user|username|webmaster|welcome|you|your.?(?:e?mail|name)|me|name|e?mail|git|john\.?doe|jane\.?doe)(?:[+._-].*|\d*)?$/i;
/** True for the local part of an address that a function has and no person: `support`, `service-bremen`. */
export function isRoleName(local: string): boolean {
  return ROLE.test(local);
}

const RESERVED_DOMAIN =
  /(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost|local|internal|sentry\.io|domain\.com|email\.com|yourdomain\.\w+|yourcompany\.\w+|company\.com|acme\.com|schema\.org|users\.noreply\.github\.com|mail\.com|foo\.com|bar\.com)$/i;
const LONGEST_LOCAL = 64;
const DOMAIN_AFTER = /[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,3}\.[A-Za-z]{2,24}(?![\w-])/y;
const FILE_NAME = /\.(?:png|jpe?g|gif|svg|webp|js|css|json)$/i;
/** Past this, an answer gives away a list of people and the exact number does not matter. */
const MAX_ADDRESSES = 200;

/** Distinct addresses of people: role accounts, reserved domains and file names (`x@2x.png`) left out. */
export function findPersonalAddresses(text: string): string[] {
  const found = new Set<string>();
  let looked = 0;
  for (let at = text.indexOf('@'); at >= 0 && found.size < MAX_ADDRESSES; at = text.indexOf('@', at + 1)) {
    looked += 1;
    if (looked > MAX_LOOKED) break;
    DOMAIN_AFTER.lastIndex = at + 1;
    const domain = DOMAIN_AFTER.exec(text)?.[0];
    if (domain === undefined || RESERVED_DOMAIN.test(domain) || FILE_NAME.test(domain)) continue;
    const local = localBefore(text, at);
    if (local === '' || isMasked(text, at - local.length, local, domain)) continue;
    // A JSON escape before the address is no part of it.
    const name = text[at - local.length - 1] === '\\' ? local.slice(1) : local;
    if (ROLE.test(name)) continue;
    found.add(`${name}@${domain}`.toLowerCase());
  }
  return [...found];
}

const IN_LOCAL: ReadonlySet<number> = new Set(
  [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz.+-'].map((sign) => sign.charCodeAt(0)),
);

/** Read backwards: a pattern that ends here would be tried from every earlier place. */
function localBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - LONGEST_LOCAL), at);
  let start = before.length;
  while (start > 0 && IN_LOCAL.has(before.charCodeAt(start - 1))) start -= 1;
  return before.slice(start).replace(/^[._+-]+/, '');
}

/** `***in@shop.io`, `j...n@shop.io`, `jxxxxn@shop.io`, `j***n@s…p.io`: shown so that nobody can write there. */
function isMasked(text: string, start: number, local: string, domain: string): boolean {
  return (
    /[*•…#]/.test(text.slice(Math.max(0, start - 2), start)) ||
    /\.{2,}|x{3,}|_{3,}/i.test(text.slice(Math.max(0, start - 3), start) + local) ||
    /x{3,}|-{3,}/i.test(domain)
  );
}
