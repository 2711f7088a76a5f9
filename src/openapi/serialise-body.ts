import { percentEncoded } from '../http/foreign-text.ts';
import type { FormParts } from './form-parts.ts';
import { isNode } from './node.ts';
import type { BodyContent } from './operation.ts';
import { scalar } from './serialise-parameter.ts';

/** Fixed, so that the same scan sends the same bytes. */
const BOUNDARY = 'middlebrick-4d6f2b91';

export interface WrittenBody {
  readonly contentType: string;
  readonly body: string;
}

/** The content that is surest to be understood: JSON, then forms, then text. */
export function preferredBody(bodies: readonly BodyContent[]): BodyContent | undefined {
  return [...bodies].sort((a, b) => rank(a.mediaType) - rank(b.mediaType))[0];
}

const PREFERENCE = [
  /^application\/json\b/,
  /[/+]json\b/,
  /^application\/x-www-form-urlencoded\b/,
  /^multipart\//,
  /^text\/plain\b/,
  /^(\*\/\*|application\/\*)$/,
  /[/+]xml\b/,
];

function rank(mediaType: string): number {
  const at = PREFERENCE.findIndex((pattern) => pattern.test(mediaType));
  return at === -1 ? PREFERENCE.length : at;
}

/** A value as bytes of its media type; ranges such as `*\/*` are spoken as JSON. `parts` says which of a form are files. */
export function writeBody(mediaType: string, value: unknown, parts: FormParts = {}): WrittenBody {
  if (mediaType.startsWith('application/x-www-form-urlencoded')) {
    return { contentType: mediaType, body: form(value) };
  }
  if (mediaType.startsWith('multipart/')) {
    return { contentType: `${mediaType.split(';')[0]}; boundary=${BOUNDARY}`, body: multipart(value, parts) };
  }
  if (/[/+]xml\b/.test(mediaType)) return { contentType: mediaType, body: xml('root', value) };
  if (STREAM.test(mediaType)) return { contentType: mediaType, body: stream(mediaType, value) };
  if (mediaType.includes('*') || /[/+]json\b/.test(mediaType)) {
    const contentType = mediaType.includes('*') ? 'application/json' : mediaType;
    return { contentType, body: JSON.stringify(value) ?? 'null' };
  }
  return { contentType: mediaType, body: scalar(value) };
}

/** JSON values one after the other: lines, or RFC 7464, where each begins with a record separator. */
const STREAM = /^application\/(?:jsonl|(?:x-)?ndjson|(?:[^;]+\+)?json-seq)\b/;

function stream(mediaType: string, value: unknown): string {
  const before = mediaType.includes('json-seq') ? '\u001E' : '';
  return (Array.isArray(value) ? value : [value])
    .map((item) => `${before}${JSON.stringify(item)}\n`)
    .join('');
}

function fields(value: unknown): (readonly [string, unknown])[] {
  if (!isNode(value)) return [['value', value]];
  return Object.entries(value).flatMap(([name, item]) =>
    Array.isArray(item) ? item.map((one) => [name, one] as const) : [[name, item] as const],
  );
}

function form(value: unknown): string {
  return fields(value)
    .map(([name, item]) => `${percentEncoded(name)}=${percentEncoded(scalar(item))}`)
    .join('&');
}

/** RFC 7578: frameworks take a part without a file name for a text, and refuse it where they want a file. */
function multipart(value: unknown, parts: FormParts): string {
  const written = fields(value).map(([name, item]) => {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    const type = part?.contentType ?? (isNode(item) ? 'application/json' : undefined);
    const file = part?.fileName === undefined ? '' : `; filename="${part.fileName}"`;
    const head = [
      `Content-Disposition: form-data; name="${quotable(name)}"${file}`,
      ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    ];
    return `--${BOUNDARY}\r\n${head.join('\r\n')}\r\n\r\n${scalar(item)}\r\n`;
  });
  return `${written.join('')}--${BOUNDARY}--\r\n`;
}

/** RFC 7578 section 2, and what browsers do. */
function quotable(name: string): string {
  return name.replaceAll(/["\r\n]/g, (character) => percentEncoded(character));
}

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

function xml(name: string, value: unknown): string {
  const tag = /^[A-Za-z_][\w.-]*$/.test(name) ? name : 'item';
  if (Array.isArray(value)) return value.map((item) => xml(tag, item)).join('');
  const inner = isNode(value)
    ? Object.entries(value)
        .map(([key, item]) => xml(key, item))
        .join('')
    : scalar(value).replaceAll(/[<>&"]/g, (character) => ENTITIES[character] ?? character);
  return `<${tag}>${inner}</${tag}>`;
}
