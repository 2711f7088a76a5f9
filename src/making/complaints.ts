import type { HttpResponse } from '../http/exchange.ts';
import { json, textStart } from '../http/exchange.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Wish } from './wishes.ts';
import { wishOf } from './wishes.ts';

/** What an answer of 4xx says about one member of the body that it refused. */
export interface Complaint {
  /** Names that lead to the member, as the answer writes them; the last one is its own. */
  readonly path: readonly string[];
  readonly wish: Wish;
}

const MOST_NODES = 400;
const DEEPEST = 8;
const MOST_COMPLAINTS = 30;
const LONGEST_TEXT = 2_000;

/** Members of an error that say where, in the order of how much they tell. */
const WHERE = [
  'loc',
  'path',
  'field',
  'param',
  'property',
  'attribute',
  'instancePath',
  'dataPath',
  'pointer',
  'member',
  'key',
  'name',
];
/** Members that say what. */
const SAYS = [
  'msg',
  'message',
  'defaultMessage',
  'detail',
  'reason',
  'description',
  'error',
  'errors',
  'constraints',
  'messages',
  'code',
  'type',
  'title',
  'kind',
];
/** Names of envelopes: no member of a request is meant. */
const ENVELOPE =
  /^(?:errors?|error_?(?:code|message|description|type|details?)|messages?|msg|details?|code|status(?:_?code)?|type|title|statustext|success|ok|path|instance|timestamp|trace_?id|request_?id|validation(?:_?errors?)?|issues|violations|fields?|data|body|query|params|meta|links?|non_field_errors|reason|name|exception|hint|help|docs?|method)$/i;
/** Of these, lists of texts are what is said. */
const HOLDS_TEXTS =
  /^(?:errors?|messages?|msg|details?|issues|violations|validation_?errors?|non_field_errors|exception)$/i;
/** First steps of a path that name the part of the request. */
const PART = /^(?:body|json|data|attributes|relationships|requestbody|payload|input|#|)$/i;

/**
 * Complaints in the usual shapes: lists of errors with a place and a text (FastAPI, Zod, express-validator, Spring,
 * JSON:API, RFC 9457), texts by member (Django REST framework, Laravel, Rails, Mongoose), and sentences.
 */
export function complaintsOf(response: HttpResponse): Complaint[] {
  const { status } = response;
  if (status < 400 || status >= 500 || [401, 403, 404, 405, 429].includes(status)) return [];
  const root = json(response);
  const said = new Map<string, Complaint>();
  const add = (path: readonly string[], text: string) => {
    const first = path.findIndex((step) => !PART.test(step));
    const steps = first < 0 ? [] : path.slice(first).filter((step) => step !== '');
    const wish = wishOf(text, status);
    const key = steps.join('\n').toLowerCase();
    if (steps.length === 0 || !wish || said.size >= MOST_COMPLAINTS || said.has(key)) return;
    said.set(key, { path: steps, wish });
  };
  if (root === undefined) for (const [name, text] of sentencesOf(plainText(response))) add([name], text);
  else walk(root, add);
  return [...said.values()];
}

/** Holds texts by the names of members, whatever those are. */
const OF_MEMBERS =
  /^(?:(?:invalid|field|validation)_?)?fields?$|^(?:invalid|field|validation)_?(?:params?|errors?|messages?)$/i;

type Add = (path: readonly string[], text: string) => void;

function walk(root: unknown, add: Add) {
  const pending: {
    readonly node: unknown;
    readonly path: readonly string[];
    readonly depth: number;
    /** True where its members are named by what was sent, be they called `title` or `detail`. */
    readonly ofMembers?: boolean;
  }[] = [{ node: root, path: [], depth: 0 }];
  for (let looked = 0; pending.length > 0 && looked < MOST_NODES; looked += 1) {
    const next = pending.shift();
    if (!next) break;
    const { node, path, depth, ofMembers } = next;
    if (depth > DEEPEST) continue;
    if (typeof node === 'string') {
      // A text by the name of a member is about that member; any other may speak of several.
      if (path.length > 0) add(path, node);
      else for (const [name, text] of sentencesOf(node)) add([name], text);
    } else if (Array.isArray(node)) {
      for (const item of node) pending.push({ node: item, path, depth: depth + 1 });
    } else if (isNode(node)) {
      if (ofMembers && path.length === 0 && isPlain(node)) {
        for (const [name, held] of Object.entries(node)) if (typeof held === 'string') add([name], held);
        continue;
      }
      const where =
        placeIn(node) ?? (path.length > 0 && isPlain(node) && textOf(node) !== '' ? [] : undefined);
      if (where) {
        add(where[0] === path.at(-1) ? [...path, ...where.slice(1)] : [...path, ...where], textOf(node));
        continue;
      }
      for (const [name, held] of Object.entries(node)) {
        if (path.length === 0 && NAMES.test(name) && isNames(held)) {
          const said = MISSING_NAMES.test(name) ? 'is required' : textOf(node) || 'is not valid';
          for (const one of held) add([one], said);
          continue;
        }
        const isEnvelope = ENVELOPE.test(name) && !(isTexts(held) && !HOLDS_TEXTS.test(name));
        const isMembers = isNode(held) && OF_MEMBERS.test(name);
        pending.push({
          node: held,
          path: isEnvelope || isMembers ? path : [...path, name],
          depth: depth + 1,
          ofMembers: isMembers,
        });
      }
    }
  }
}

/** Where an error says that it belongs; undefined where this is no error with a place. */
function placeIn(node: Node): string[] | undefined {
  const source = isNode(node.source) ? node.source : {};
  const params = isNode(node.params) ? node.params : {};
  const missing = params.missingProperty ?? params.additionalProperty;
  const inside = WHERE.map((name) => node[name]).find(
    (held) => Array.isArray(held) || (typeof held === 'string' && held.length < 200),
  );
  const steps = stepsOf(source.pointer ?? source.parameter ?? inside);
  if (textOf(node) === '' || (steps === undefined && typeof missing !== 'string')) return undefined;
  const all = [...(steps ?? []), ...(typeof missing === 'string' ? [missing] : [])];
  // The address of the request, which problem documents repeat.
  return all.length > 0 ? all : undefined;
}

/** `{"message": "Some values are not valid", "fields": ["isbn"]}`: which members are meant, and nothing more. */
const NAMES =
  /^(?:(?:invalid|missing|required|failed|bad|unknown)_?)?(?:fields?|param(?:eter)?s?|propert(?:y|ies)|members?|keys?|attributes?)$/i;
const MISSING_NAMES = /^(?:missing|required)/i;

function isNames(held: unknown): held is readonly string[] {
  return isTexts(held) && (held as readonly string[]).every((one) => /^[A-Za-z_][\w.-]{0,60}$/.test(one));
}

const isTexts = (held: unknown) => Array.isArray(held) && held.every((one) => typeof one === 'string');

function isPlain(node: Node): boolean {
  return Object.values(node).every((held) => typeof held !== 'object' || held === null);
}

function stepsOf(held: unknown): string[] | undefined {
  if (Array.isArray(held)) {
    return held.length > 0 && held.every((step) => typeof step === 'string' || typeof step === 'number')
      ? held.map(String)
      : undefined;
  }
  if (typeof held !== 'string' || /\s/.test(held)) return undefined;
  return held
    .replace(/^#/, '')
    .split(/[/.[\]]+/)
    .filter((step) => step !== '' && step !== '$');
}

function textOf(node: Node): string {
  const texts = SAYS.flatMap((name) => {
    const held = node[name];
    if (typeof held === 'string') return [held];
    if (isNode(held)) return Object.values(held).filter((each): each is string => typeof each === 'string');
    return Array.isArray(held) ? held.filter((each): each is string => typeof each === 'string') : [];
  });
  const { params } = node;
  const allowed = isNode(params) && Array.isArray(params.allowedValues) ? params.allowedValues : node.options;
  if (Array.isArray(allowed)) texts.push(`one of: ${allowed.map(String).join(', ')}`);
  return texts.join('; ').slice(0, LONGEST_TEXT);
}

function plainText(response: HttpResponse): string {
  return textStart(response, LONGEST_TEXT * 2)
    .replace(/<[^<>]{0,200}>/g, ' ')
    .slice(0, LONGEST_TEXT);
}

const NAME = String.raw`[A-Za-z_][\w.-]{0,60}`;
/** "'phone' is required", "property phone must …", "Field validation for 'Phone' failed on the 'required' tag" */
const QUOTED = new RegExp(`["'\`](${NAME})["'\`]`, 'g');
/** "phone must be …", "Phone number can't be blank", "the phone field is required" */
const SUBJECT =
  /^(?:the\s+|a\s+|an\s+|your\s+|field\s+|parameter\s+|property\s+)?([A-Za-z_][\w.-]{0,60}(?:\s(?!(?:is|are|must|should|can|may|has|have|already|too|required|missing|does|field|value)\b)[a-z]{2,20})?)\s+(?:field\s+|value\s+)?(?:is|are|must|should|can(?:no|')?t|may|needs?|has|have|already|too|required|missing|does)\b/i;
/** "missing fields: name, phone", "name and phone are required" */
const LISTED =
  /(?:missing|required|provide|requires?|expected|need(?:s|ed)?|invalid)\s{0,3}(?:(?:required\s)?(?:fields?|parameters?|propert(?:y|ies)|values?|keys?|attributes?|params?)\s{0,3})?[:\s]\s{0,3}([A-Za-z_][\w.-]{1,60}(?:(?:\s{0,3},\s{0,3}(?:and\s)?|\sand\s)[A-Za-z_][\w.-]{1,60}){0,11})/i;
const JOINED =
  /^([A-Za-z_][\w.-]{1,60}(?:(?:\s{0,3},\s{0,3}(?:and\s)?|\sand\s)[A-Za-z_][\w.-]{1,60}){1,11})\s(?:are|must)\b/i;
/** Words of a sentence that look like names. */
const WORDS =
  /^(?:a|an|the|is|are|and|or|be|to|in|of|for|fields?|required|missing|invalid|request|body|json|data|value|input|valid|please|must|not|at|least|one|this|that|it|tag|error|parameters?|property|properties|validation|bad|failed)$/i;

/** Names with what is said of them, in a text that people read. */
function sentencesOf(text: string): [string, string][] {
  const found: [string, string][] = [];
  const sentences = text.slice(0, LONGEST_TEXT).split(/[\n;]|\.\s|,\s(?=[a-z_]+ (?:is|must|can't|should)\b)/);
  for (const sentence of sentences) {
    const said = sentence.trim();
    const quoted = [...said.matchAll(QUOTED)].map(([, name = '']) => name);
    const named = SUBJECT.exec(said)?.[1];
    const subject = named === undefined || WORDS.test(named) ? undefined : named;
    const listed = (JOINED.exec(said)?.[1] ?? LISTED.exec(said)?.[1] ?? '')
      .split(/\s{0,3},\s{0,3}(?:and\s)?|\sand\s/)
      .filter((name) => name !== '');
    const inGo = /validation for '(\w+)'/.exec(said)?.[1];
    const names = namesOf({ inGo, quoted, subject, listed });
    for (const name of names) if (name !== '' && !WORDS.test(name)) found.push([name, said]);
  }
  return found;
}

interface Named {
  readonly inGo: string | undefined;
  readonly quoted: readonly string[];
  readonly subject: string | undefined;
  readonly listed: readonly string[];
}

/** Behind a subject, what is quoted are its values. */
function namesOf({ inGo, quoted, subject, listed }: Named): readonly string[] {
  if (inGo !== undefined) return [inGo];
  if (listed.length > 1) return listed;
  if (subject !== undefined) return [subject];
  return quoted.length > 0 ? quoted.slice(0, 1) : listed;
}
