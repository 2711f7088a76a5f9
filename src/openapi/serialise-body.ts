import { percentEncoded } from '../http/foreign-text.ts';
import { type FormParts, formParts } from './form-parts.ts';
import { isNode } from './node.ts';
import type { BodyContent, Spec } from './operation.ts';
import { scalar } from './serialise-parameter.ts';
import { xmlDocument } from './xml-body.ts';

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

/**
 * A value as bytes of the content's media type; ranges such as `*\/*` are spoken as JSON.
 * @param parts which parts of a form are files, where it is not as the content says
 */
export function writeBody(
  content: Pick<BodyContent, 'mediaType' | 'schema' | 'partTypes'>,
  value: unknown,
  spec: Spec | undefined,
  parts: FormParts = formParts(content, spec),
): WrittenBody {
  const { mediaType, schema } = content;
  if (mediaType.startsWith('application/x-www-form-urlencoded')) {
    return { contentType: mediaType, body: form(value) };
  }
  if (mediaType.startsWith('multipart/')) {
    return { contentType: `${mediaType.split(';')[0]}; boundary=${BOUNDARY}`, body: multipart(value, parts) };
  }
  if (isXml(mediaType)) return { contentType: mediaType, body: xmlDocument(value, schema, spec) };
  if (STREAM.test(mediaType)) return { contentType: mediaType, body: stream(mediaType, value) };
  if (mediaType.includes('*') || /[/+]json\b/.test(mediaType)) {
    const contentType = mediaType.includes('*') ? 'application/json' : mediaType;
    return { contentType, body: JSON.stringify(value) ?? 'null' };
  }
  return { contentType: mediaType, body: scalar(value) };
}

export function isXml(mediaType: string): boolean {
  return /[/+]xml\b/.test(mediaType);
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
