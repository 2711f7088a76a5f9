import { parse } from 'csv-parse/sync';
import { RetentionError } from '../errors.ts';
import type { Credential } from './supply.ts';

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
/** More than any plan takes; the rest of a file is not read. */
const MOST_CREDENTIALS = 100_000;

/**
 * Credentials in the text of a file: one a line; a JSON array of texts or of objects with header values; or CSV (by its
 * name) whose first line names the headers. Throws RetentionError `bad-option`, which never quotes the file.
 */
export function readCredentials(text: string, path: string): Credential[] {
  const start = text.trimStart()[0];
  if (/\.json$/i.test(path) || (start === '[' && !/\.(csv|txt)$/i.test(path))) return fromJson(text, path);
  if (/\.csv$/i.test(path)) return fromCsv(text, path);
  const lines = text.split(/\r?\n/, MOST_CREDENTIALS).map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => checked(line, path));
}

function fromJson(text: string, path: string): Credential[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new RetentionError('bad-option', `The credentials in ${path} are not JSON.`);
  }
  if (!Array.isArray(json))
    throw new RetentionError('bad-option', `${path} must hold a JSON array of credentials.`);
  return json.slice(0, MOST_CREDENTIALS).map((each: unknown) => {
    if (typeof each === 'string') return checked(each, path);
    if (typeof each === 'object' && each !== null && !Array.isArray(each))
      return checked(
        Object.fromEntries(Object.entries(each).map(([name, value]) => [name, String(value)])),
        path,
      );
    throw new RetentionError('bad-option', `${path} holds something that is neither a text nor an object.`);
  });
}

function fromCsv(text: string, path: string): Credential[] {
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, skip_empty_lines: true, trim: true, to: MOST_CREDENTIALS });
  } catch {
    throw new RetentionError('bad-option', `The credentials in ${path} are not CSV.`);
  }
  const [names = [], ...values] = rows;
  return values.map((row) =>
    checked(Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])), path),
  );
}

/** What can not be sent would end a run in its middle. */
function checked(credential: Credential, path: string): Credential {
  const values = typeof credential === 'string' ? [credential] : Object.values(credential);
  const names = typeof credential === 'string' ? [] : Object.keys(credential);
  if (names.some((name) => !TOKEN.test(name)))
    throw new RetentionError('bad-option', `${path} names a header that can not be one.`);
  if (values.length === 0 || values.some((value) => !isSendable(value)))
    throw new RetentionError('bad-option', `${path} holds a credential that can not be sent in a header.`);
  return credential;
}

/** Visible characters, spaces and tabs (RFC 9110 section 5.5). */
function isSendable(value: string): boolean {
  return value !== '' && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
