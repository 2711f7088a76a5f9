import type { RecordedBody } from './recorded-request.ts';

/** A body by its type, or where none is named by its look. Undefined where it is empty. */
export function readBody(written: string, contentType: string | undefined): RecordedBody | undefined {
  if (written.trim() === '') return undefined;
  const mediaType = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType === '' || /[/+]json\b/.test(mediaType)) {
    const value = readJson(written);
    if (value !== undefined) return { mediaType: mediaType || 'application/json', example: value };
    if (mediaType !== '') return { mediaType, example: {} };
  }
  const isForm = mediaType === '' && /^[\w.~%+[\]-]+=[^\s]*$/.test(written);
  if (isForm || mediaType === 'application/x-www-form-urlencoded')
    return {
      mediaType: 'application/x-www-form-urlencoded',
      example: fieldsOf([...new URLSearchParams(written)]),
    };
  if (mediaType.startsWith('multipart/')) {
    const boundary = /boundary="?([^";\s]{1,100})"?/i.exec(contentType ?? '')?.[1];
    return { mediaType, example: boundary === undefined ? {} : fieldsOf(partsOf(written, boundary)) };
  }
  return { mediaType: mediaType || 'text/plain', example: written };
}

/** Fields of a form: one that stands several times is a list. */
export function fieldsOf(pairs: Iterable<readonly [string, string]>): Readonly<Record<string, unknown>> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const known = fields.get(name);
    if (known === undefined) fields.set(name, value);
    else if (typeof known === 'string') fields.set(name, [known, value]);
    else known.push(value);
  }
  return Object.fromEntries(fields);
}

/** Collections hold JSON with comments, and variables that have no value where a number stands. */
function readJson(written: string): unknown {
  const filled = written.replace(/\{\{[^{}]*\}\}/g, '1');
  for (const text of [
    written,
    written.replace(/^[^\S\r\n\u2028\u2029]*\/\/.*$/gm, ''),
    filled,
    filled.replace(/^[^\S\r\n\u2028\u2029]*\/\/.*$/gm, ''),
  ]) {
    try {
      return JSON.parse(text);
    } catch {
      // The next reading may do.
    }
  }
  return undefined;
}

/** RFC 7578; the content of files is theirs. */
function partsOf(written: string, boundary: string): [string, string][] {
  return written.split(`--${boundary}`).flatMap((part): [string, string][] => {
    const [, head = '', content = ''] = /^\r?\n(.*?)\r?\n\r?\n(.*?)\r?\n?$/s.exec(part) ?? [];
    const name = /\bname="([^"\r\n]*)"/i.exec(head)?.[1];
    return name === undefined ? [] : [[name, /\bfilename=/i.test(head) ? 'sample' : content]];
  });
}
