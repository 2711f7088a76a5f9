import { randomBytes, randomUUID } from 'node:crypto';
import { RetentionError } from '../errors.ts';

/** What the user wrote for `--issue`: a request that makes a credential, and where in its answer the credential is. */
export interface IssueRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly from: { readonly header: string } | { readonly path: readonly string[] };
}

/** What the user wrote for `--issue-remove`. */
export interface RemoveRequest {
  readonly method: string;
  readonly path: string;
}

const METHODS = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'];
const ARROWS = ['→', '->'];

/**
 * `POST /keys {"name":"mb-{n}"} → $.key`: method, path, body if any, arrow, and `$.path.to.key` of a JSON answer, `$`
 * for the whole text of one, or `header:NAME`. In path and body `{n}` counts, `{hex}` and `{uuid}` are random.
 * Throws RetentionError `bad-option`.
 */
export function parseIssue(text: string): IssueRequest {
  const arrow = ARROWS.map((sign) => ({ at: text.lastIndexOf(sign), sign })).sort((a, b) => b.at - a.at)[0];
  if (arrow === undefined || arrow.at < 0) throw wrong();
  const [method = '', path = '', ...rest] = text.slice(0, arrow.at).trim().split(' ');
  const body = rest.join(' ').trim();
  const selector = text.slice(arrow.at + arrow.sign.length).trim();
  const from = selectorOf(selector);
  if (!METHODS.includes(method) || !isAddress(path) || from === undefined) throw wrong();
  return { method, path, body: body === '' ? undefined : body, from };
}

/** `DELETE /keys/{id}`: `{id}` or any `{name}` is that member of the answer that issued it; `{credential}` is itself. */
export function parseRemove(text: string): RemoveRequest {
  const [method = '', path = '', ...rest] = text.trim().split(' ');
  if (!METHODS.includes(method) || !isAddress(path) || rest.length > 0)
    throw new RetentionError(
      'bad-option',
      'What removes a credential is written like `DELETE /keys/{id}`: a method and a path.',
    );
  return { method, path };
}

function wrong(): RetentionError {
  return new RetentionError(
    'bad-option',
    'What issues a credential is written like `POST /keys {"name":"mb-{n}"} -> $.key`: method, path, body, and where the answer has it.',
  );
}

function isAddress(path: string): boolean {
  return path.startsWith('/') || URL.canParse(path);
}

function selectorOf(selector: string): IssueRequest['from'] | undefined {
  const header = /^header:([\w-]+)$/i.exec(selector)?.[1];
  if (header !== undefined) return { header: header.toLowerCase() };
  if (!/^\$(?:[.[][\w\].[-]*)?$/.test(selector)) return undefined;
  return {
    path: selector
      .slice(1)
      .split(/[.[\]]/)
      .filter((part) => part !== ''),
  };
}

/** The text with its placeholders filled; JSON braces are none. */
export function filledIn(text: string, count: number): string {
  return text
    .replaceAll('{n}', String(count))
    .replaceAll('{hex}', () => randomBytes(8).toString('hex'))
    .replaceAll('{uuid}', () => randomUUID());
}

/** Member of a JSON value as text; undefined where there is none, or something that is no text. */
export function memberOf(json: unknown, path: readonly string[]): string | undefined {
  let value = json;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
