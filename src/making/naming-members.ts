import type { Identity } from '../identities/identity.ts';
import { isIdentifier } from '../journal/own-body.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import type { Known } from '../places/place.ts';
import { plainName } from '../values/plain-name.ts';
import { ownThings } from './references.ts';
import { nameOfThing } from './thing-named-by.ts';

/** A member that says whose the new object is, with the value of another user. */
export interface NamingMember {
  readonly name: string;
  readonly value: string | number;
  /** The user himself, his organisation, or a thing that only he is shown. */
  readonly of: 'person' | 'group' | 'thing';
  /** True where the service itself writes the maker there, so that another name there is no mere text. */
  readonly isFilled: boolean;
}

interface Person {
  readonly identity: Identity;
  readonly marks: {
    readonly ids: ReadonlySet<string>;
    readonly names: ReadonlySet<string>;
    readonly groups: ReadonlyMap<string, string>;
  };
}

interface Naming {
  readonly victim: Person;
  readonly maker: Person;
  /** An object of the maker's, as the service shows it. */
  readonly record: Node;
}

/** Whom one writes to, or asks to do something: everybody may name others there. */
const RECEIVES =
  /recipient|receiver|assign|invit|guest|attendee|participant|contact|manager|reviewer|approver|supervisor|payee|beneficiar|teacher|host|mention|parent|reply|follow|shared?|target|^to(?:_?(?:id|user))?$/i;
/** Where something goes: to name what is another's there is what transfers and parcels are for. */
const TO = /^(?:to|target|dest|destination|other|counterparty)(?:[_-]|(?=[A-Z]))/;
/** Who it is that has made it, or whose it is. */
const OWNS =
  /^(?:(?:owner|user|author|sender|creator|member|customer|account|student|patient|employee|buyer|borrower|tenant|org(?:ani[sz]ation)?|company|household|team)(?:_?(?:id|uuid|name|email|handle|slug))?|(?:created|made|booked|ordered|posted|submitted|uploaded|requested)_?by(?:_?id)?|posted_?as)$/i;

/** Members by which an object could be given to another: as the record tells, then by their names, then what they refer to. */
export function namingMembers(context: Known, operation: Operation, naming: Naming): NamingMember[] {
  const { spec } = context.surface;
  const schema = jsonContent(operation)?.schema;
  const properties = propertiesOf(schema, spec);
  const { victim, maker, record } = naming;
  const told = Object.entries(record).flatMap(([name, held]): NamingMember[] => {
    if (typeof held !== 'string' && typeof held !== 'number') return [];
    const group = otherGroup(plainName(name), String(held), maker, victim);
    if (group !== undefined) return [{ name, value: typed(group, typeof held), of: 'group', isFilled: true }];
    const value = sameMark(String(held), maker, victim);
    // A stay of three days is not that of user 3.
    if (/^\d{1,6}$/.test(String(held)) && !isIdentifier(name) && !OWNS.test(name)) return [];
    if (value === undefined || RECEIVES.test(name) || /^_?(?:id|uuid|guid|pk)$/i.test(name)) return [];
    return [{ name, value: typed(value, typeof held), of: 'person', isFilled: true }];
  });
  const declared = Object.entries(properties).flatMap(([name, written]): NamingMember[] => {
    const property = spec?.resolve(written);
    const type = isNode(property) ? property.type : undefined;
    if (RECEIVES.test(name)) return [];
    if (OWNS.test(name)) {
      const wantsName = /mail|name|handle|login/i.test(name);
      const [value] = [...(wantsName ? victim.marks.names : victim.marks.ids)];
      return value === undefined ? [] : [{ name, value: typed(value, type), of: 'person', isFilled: false }];
    }
    if (TO.test(name)) return [];
    // One of them may have what can be had once.
    const called = nameOfThing(context.surface, name);
    const things = ownThings(context, victim.identity, operation, called).slice(0, 2);
    return things.map((value) => ({ name, value: typed(value, type), of: 'thing', isFilled: false }));
  });
  const members = [...told, ...declared];
  const first = (name: string) => members.find((one) => plainName(one.name) === plainName(name));
  return members.filter(
    (one) => one.of === first(one.name)?.of && one.isFilled === first(one.name)?.isFilled,
  );
}

/** What the other user is called by, where this one is called by that. */
function sameMark(held: string, maker: Person, victim: Person): string | undefined {
  for (const kind of ['ids', 'names'] as const) {
    if (!maker.marks[kind].has(held)) continue;
    return [...victim.marks[kind]].find((one) => looks(one) === looks(held) && !maker.marks[kind].has(one));
  }
  return undefined;
}

/** The organisation of the other user, where the record says that of its maker. */
function otherGroup(name: string, held: string, maker: Person, victim: Person): string | undefined {
  const other = victim.marks.groups.get(name);
  return maker.marks.groups.get(name) === held && other !== held ? other : undefined;
}

/** Numbers, addresses, UUIDs and names are told apart by their signs. */
function looks(value: string): string {
  if (/^\d+$/.test(value)) return 'number';
  if (value.includes('@')) return 'address';
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value) ? 'uuid' : 'name';
}

function typed(value: string, type: unknown): string | number {
  const isNumber = type === 'number' || type === 'integer';
  return isNumber && /^\d{1,15}$/.test(value) ? Number(value) : value;
}
