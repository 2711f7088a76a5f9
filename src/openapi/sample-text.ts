import { describedValues } from './described-values.ts';
import { formatExample } from './formats.ts';
import type { Node } from './node.ts';
import { readPattern } from './pattern.ts';

/** A longer minimum is not worth sending. */
const MAX_LENGTH = 10_000;

/** What fields of this name usually hold, for schemas that say no more than "string". */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/e-?mail/i, 'email'],
  [/ur[il]s?$|website|callback|webhook/i, 'uri'],
  [/uuid|guid/i, 'uuid'],
  [/phone|mobile/i, 'phone'],
  [/password|passwd/i, 'password'],
  [/((^|[_-])date|Date)$/, 'date'],
  [/((^|[_-])(at|timestamp|datetime)|At|Timestamp)$/, 'date-time'],
  [/(^|[_-])ip$|ipaddress/i, 'ipv4'],
  [/(^|[_-])id$|Id$|ID$/, 'int64'],
];

/** A text that the schema allows; where its pattern is not understood, one that keeps to its lengths. */
export function sampleText(schema: Node, name: string | undefined, variant: number): string | undefined {
  const { minLength, maxLength, pattern, format } = schema;
  const least = typeof minLength === 'number' ? Math.max(0, minLength) : 0;
  const most = typeof maxLength === 'number' ? maxLength : Number.POSITIVE_INFINITY;
  if (least > MAX_LENGTH || least > most) return undefined;
  if (typeof pattern === 'string') {
    const made = readPattern(pattern)?.sample(least, most, variant);
    if (made !== undefined) return made;
  }
  const described = typeof pattern === 'string' ? [] : describedValues(schema.description);
  const fitting = described.filter(({ length }) => length >= least && length <= most);
  if (fitting.length > 0) return fitting[variant % fitting.length];
  const formatted = typeof format === 'string' ? formatExample(format, variant) : undefined;
  if (formatted !== undefined) return STRETCHES[String(format)]?.(formatted, least, most) ?? formatted;
  const usual =
    typeof format === 'string' || typeof pattern === 'string' ? undefined : usualFor(name, variant);
  if (usual !== undefined && usual.length >= least && usual.length <= most) return usual;
  return atLength(variant === 0 ? 'sample' : `sample${variant}`, least, most, variant);
}

function usualFor(name: string | undefined, variant: number): string | undefined {
  const format = name === undefined ? undefined : BY_NAME.find(([words]) => words.test(name))?.[1];
  if (format === undefined) return undefined;
  return format === 'int64' ? String(variant + 1) : formatExample(format, variant);
}

/** Cut or filled up to the wanted length; what tells variants apart stays. */
function atLength(text: string, least: number, most: number, variant: number): string {
  if (text.length > most) {
    return most === 1
      ? String.fromCharCode(97 + (variant % 26))
      : variant === 0
        ? text.slice(0, most)
        : text.slice(-most);
  }
  return text.length < least ? text + 'a'.repeat(least - text.length) : text;
}

type Stretch = (text: string, least: number, most: number) => string;

/** Formats that leave room for a length. */
const STRETCHES: Readonly<Record<string, Stretch>> = {
  email: (text, least, most) => {
    if (text.length > most) return 'a@b.test'.length <= most ? 'a@b.test' : text;
    if (text.length >= least) return text;
    const at = text.indexOf('@');
    // The local part holds at most 64 characters (RFC 5321 section 4.5.3.1.1); what is left stands in a subdomain.
    const left = least - text.length + at;
    const label = Math.min(63, Math.max(left - 64 - 1, left > 64 ? 1 : 0));
    const local = Math.min(64, left - (label === 0 ? 0 : label + 1));
    return `${'a'.repeat(local)}@${label === 0 ? '' : `${'e'.repeat(label)}.`}${text.slice(at + 1)}`;
  },
  uri: longerPath,
  url: longerPath,
  'uri-reference': longerPath,
  password: (text, least, most) => (text.length > most ? text.slice(-most) : text.padEnd(least, 'a')),
  binary: (text, least, most) => (text.length > most ? text.slice(0, most) : text.padEnd(least, 'a')),
};

function longerPath(text: string, least: number, most: number): string {
  if (text.length > most) return 'a:b'.length <= most && most < 12 ? 'a:b' : text.slice(0, most);
  return text.padEnd(least, 'a');
}
