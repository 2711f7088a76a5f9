import type { Exchange } from '../http/exchange.ts';
import { header, json, mediaType, textStart } from '../http/exchange.ts';
import { detached, percentEncoded } from '../http/foreign-text.ts';
import type { Wording } from './likeness.ts';
import { wordingOf } from './likeness.ts';

/**
 * What is left of an answer when everything is taken out that changes from request to request:
 * the path itself, times, request ids, tokens. Two answers of one handler have equal shapes.
 */
export interface AnswerShape {
  readonly status: number;
  readonly mediaType: string;
  /** Where it redirects to; the path itself stands as `⟨path⟩`. */
  readonly location: string;
  /** Scalars of a JSON body by place, or undefined when it is none, or long. */
  readonly fields?: ReadonlyMap<string, string>;
  /** Of any other body. */
  readonly words: Wording;
  /** The same with the path left in: a page may hold a word of the path by chance. */
  readonly written: Wording;
}

/** What a page says near its start decides; the rest of a large page is the same again. */
const READ_CHARACTERS = 20_000;
const READ_OF_FIELD = 2_000;
/** Many times the size of any answer about what is not there: parsed for a look at its start, a list would cost most of a scan. */
const MOST_PARSED_BYTES = 256 * 1024;
const MOST_FIELDS = 400;
const SELF = '⟨path⟩';
const SHORT_FORM = 4;

const NO_WORDS = wordingOf([]);

const shapes = new WeakMap<Exchange, AnswerShape>();

export function shapeOf(exchange: Exchange): AnswerShape {
  const known = shapes.get(exchange);
  if (known) return known;
  const { request, response } = exchange;
  const self = spellings(request.url);
  const document = response.body.length > MOST_PARSED_BYTES ? undefined : json(response);
  const isTree = typeof document === 'object' && document !== null;
  const shape: AnswerShape = {
    status: response.status,
    mediaType: mediaType(response),
    location: locationShape(header(response.headers, 'location'), self),
    ...(isTree ? { fields: fieldsOf(document, self) } : {}),
    ...(isTree
      ? { words: NO_WORDS, written: NO_WORDS }
      : textShape(textStart(response, READ_CHARACTERS), self)),
  };
  shapes.set(exchange, shape);
  return shape;
}

/** Most texts do not hold their path: then both are one. */
function textShape(body: string, self: readonly string[]): Pick<AnswerShape, 'words' | 'written'> {
  const words = wordsOf(scrub(body, self));
  const holdsSelf = self.some((form) => body.includes(form));
  return { words, written: holdsSelf ? wordsOf(scrub(body, [])) : words };
}

/** The path and its last segment, as a body may repeat them: raw, decoded, without the leading slash. */
function spellings(url: string): string[] {
  const written = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/s, '') || '/';
  const path = written.replace(/\?.*$/s, '');
  const last = path.split('/').filter(Boolean).at(-1) ?? '';
  const all = [written, path, path.slice(1), percentEncoded(path), ...(last.length >= 6 ? [last] : [])];
  const decoded = all.flatMap((form) => [form, form.replaceAll('/', '\\/'), form.replaceAll('/', '&#x2F;')]);
  return [...new Set(decoded)]
    .filter((form) => form.length >= SHORT_FORM || (form.length > 1 && form.startsWith('/')))
    .sort((a, b) => b.length - a.length);
}

function locationShape(location: string | undefined, self: readonly string[]): string {
  if (location === undefined) return '';
  return withoutSelf(location, self)
    .replace(/^https?:\/\/[^/]+/i, '')
    .replace(/[?#].*$/s, '');
}

function withoutSelf(value: string, self: readonly string[]): string {
  return self.reduce(
    // A short form may be the beginning of another path; it counts only where it ends.
    (rest, form) =>
      form.length < SHORT_FORM ? rest.replace(shortForm(form), SELF) : rest.split(form).join(SELF),
    value,
  );
}

function shortForm(form: string): RegExp {
  return new RegExp(`${form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w/-])`, 'g');
}

/** Times, UUIDs, hex and base64 runs, long numbers. Short numbers stay: they are what an answer says. */
function scrub(value: string, self: readonly string[]): string {
  return withoutSelf(value, self)
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g, '⟨time⟩')
    .replace(
      /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w{0,6},? \d{1,2} \w{3,9} \d{4} [\d:]{5,8}(?: GMT| UTC)?/g,
      '⟨time⟩',
    )
    .replace(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '⟨id⟩')
    .replace(/\b(?=[\w+/=-]{0,200}\d)[\w+/=-]{16,}/g, '⟨id⟩')
    .replace(/\b(?=[0-9a-f]{0,64}\d)[0-9a-f]{8,}\b/gi, '⟨id⟩')
    .replace(/\b\d{5,}\b/g, '⟨number⟩');
}

/** Fields that hold something of this request alone, whatever it looks like. */
const OWN_TO_REQUEST =
  /(?:request|trace|correlation|transaction|span|incident|event|error|ray|support|x)[_-]?(?:id|ref)$|^(?:timestamp|time|date|datetime|instance|path|url|uri|resource|nonce|duration|took|elapsed)$/i;

function fieldsOf(document: object, self: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>();
  function walk(node: unknown, place: string, key: string) {
    if (fields.size >= MOST_FIELDS) return;
    if (Array.isArray(node)) {
      fields.set(`${place}[]`, String(node.length));
      for (const [at, item] of node.entries()) walk(item, `${place}[${at}]`, key);
    } else if (typeof node === 'object' && node !== null) {
      fields.set(`${place}{}`, '');
      for (const [name, value] of Object.entries(node)) walk(value, `${place}.${scrub(name, self)}`, name);
    } else {
      fields.set(
        place,
        OWN_TO_REQUEST.test(key)
          ? '⟨own⟩'
          : `${typeof node} ${detached(scrub(String(node).slice(0, READ_OF_FIELD), self))}`,
      );
    }
  }
  walk(document, '', '');
  return fields;
}

function wordsOf(body: string): Wording {
  return wordingOf(body.split(/[\s<>]+/).filter(Boolean));
}
