import type { Exchange } from '../http/exchange.ts';
import { isJson, json } from '../http/exchange.ts';
import { isNode, type Node } from '../openapi/node.ts';
import { templatePath } from '../values/path-template.ts';
import { plainName } from '../values/plain-name.ts';
import { kindInPath } from '../values/resource-names.ts';

/** What records of a kind hold under one name. */
export interface SeenMember {
  /** Texts, numbers and truths, each once. */
  readonly values: ReadonlyMap<string | number | boolean, number>;
  /** Of lists: what stands in them. */
  readonly items?: SeenMember;
  /** Of objects. */
  readonly members?: ReadonlyMap<string, SeenMember>;
}

/** What the service was seen to keep of each kind of thing, for bodies that its document does not describe. */
export interface SeenRecords {
  /** A member of records of this kind: `booking`, `bookings`. */
  member(kind: string, name: string): SeenMember | undefined;
  /** A member of that name, of whatever kind. */
  elsewhere(name: string): SeenMember | undefined;
}

export interface RecordReader extends SeenRecords {
  /** Adds what another reader has seen. */
  add(other: RecordReader): void;
  readonly kinds: ReadonlyMap<string, ReadonlyMap<string, SeenMember>>;
}

const MOST_KINDS = 300;
const MOST_MEMBERS = 80;
/** Of all kinds together. */
const MOST_ANYWHERE = 2_000;
const MOST_VALUES = 12;
const ITEMS_READ = 50;
const LONGEST_VALUE = 80;
const DEEPEST = 6;

interface Writable extends SeenMember {
  readonly values: Map<string | number | boolean, number>;
  items?: Writable;
  members?: Map<string, Writable>;
}

/** Reads the records of these answers. */
export function readRecords(...exchanges: readonly Exchange[]): RecordReader {
  const kinds = new Map<string, Map<string, Writable>>();
  const anywhere = new Map<string, Writable>();

  function membersOf(kind: string): Map<string, Writable> | undefined {
    const known = kinds.get(kind);
    if (known || kinds.size >= MOST_KINDS) return known;
    const members = new Map<string, Writable>();
    kinds.set(kind, members);
    return members;
  }

  function note(kind: string, record: Node) {
    const members = membersOf(kind);
    if (members) noteMembers(members, record, 0);
    noteMembers(anywhere, record, DEEPEST);
  }

  function walk(node: unknown, kind: string, depth: number) {
    if (depth > DEEPEST) return;
    if (Array.isArray(node)) {
      for (const item of node.slice(0, ITEMS_READ)) walk(item, kind, depth + 1);
      return;
    }
    if (!isNode(node)) return;
    // A resource object of JSON:API names its kind, and keeps its members inside (JSON:API 1.1 section 7.2).
    if (typeof node.type === 'string' && isNode(node.attributes)) {
      note(kindOf(node.type), { type: node.type, ...node.attributes });
      return;
    }
    const envelopes = Object.entries(node).filter(([name, held]) => isEnvelope(name, held, kind));
    for (const [name, held] of Object.entries(node)) {
      if (envelopes.some(([one]) => one === name)) walk(held, kind, depth + 1);
      else if (typeof held === 'object') walk(held, kindOf(name), depth + 1);
    }
    if (envelopes.length === 0) note(kind, node);
  }

  for (const { request, response } of exchanges) {
    if (!isJson(response)) continue;
    const { template } = templatePath(new URL(request.url).pathname);
    walk(json(response), kindOf(kindInPath(template)), 0);
  }
  return {
    kinds,
    member: (kind, name) => kinds.get(kindOf(kind))?.get(plainName(name)),
    elsewhere: (name) => anywhere.get(plainName(name)),
    add(other) {
      for (const [kind, members] of other.kinds) {
        const ours = membersOf(kind);
        for (const [name, seen] of members) {
          if (ours) addMember(ours, name, seen);
          addMember(anywhere, name, seen);
        }
      }
    },
  };
}

function addMember(members: Map<string, Writable>, name: string, seen: SeenMember) {
  const ours: Writable = members.get(name) ?? { values: new Map() };
  if (!members.has(name) && members.size >= MOST_MEMBERS) return;
  members.set(name, ours);
  for (const [value, count] of seen.values) noteScalar(ours, value, count);
  if (seen.items) {
    ours.items ??= { values: new Map() };
    for (const [value, count] of seen.items.values) noteScalar(ours.items, value, count);
  }
  if (seen.members) {
    const inner: Map<string, Writable> = ours.members ?? new Map();
    for (const [one, held] of seen.members) addMember(inner, one, held);
    ours.members = inner;
  }
}

const ENVELOPE =
  /^(?:data|items|results?|content|records|rows|list|entries|_?embedded|hits|edges|nodes?|values|included|payload)$/i;

/** `/bookings` holds bookings, whatever it calls the list. */
function isEnvelope(name: string, held: unknown, kind: string): boolean {
  if (typeof held !== 'object' || held === null) return false;
  return ENVELOPE.test(name) || (Array.isArray(held) && kindOf(name) === kind);
}

function kindOf(name: string): string {
  return plainName(kindInPath(name));
}

function noteMembers(members: Map<string, Writable>, record: Node, depth: number) {
  for (const [name, held] of Object.entries(record)) {
    const plain = plainName(name);
    if (!members.has(plain) && members.size >= (depth < DEEPEST ? MOST_MEMBERS : MOST_ANYWHERE)) continue;
    const member = members.get(plain) ?? { values: new Map() };
    members.set(plain, member);
    noteValue(member, held, depth);
  }
}

function noteValue(member: Writable, held: unknown, depth: number) {
  if (Array.isArray(held)) {
    member.items ??= { values: new Map() };
    for (const item of held.slice(0, ITEMS_READ))
      if (depth < DEEPEST) noteValue(member.items, item, depth + 1);
  } else if (isNode(held)) {
    member.members ??= new Map();
    if (depth < DEEPEST) noteMembers(member.members, held, depth + 1);
  } else if (held !== null && held !== undefined) {
    noteScalar(member, held as string | number | boolean, 1);
  }
}

function noteScalar({ values }: Writable, value: string | number | boolean, count: number) {
  if (typeof value === 'string' && (value === '' || value.length > LONGEST_VALUE)) return;
  const known = values.get(value);
  if (known !== undefined || values.size < MOST_VALUES) values.set(value, (known ?? 0) + count);
}
