import type { Surface } from '../../discovery/surface.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { valueAt, withValueAt, writtenPath } from '../../openapi/json-pointer.ts';
import type { Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import type { KeptWrite } from '../../places/kept-writes.ts';
import { makesAccount } from '../../places/object-makers.ts';
import { requestOf } from '../../places/operations.ts';
import { plainName } from '../../values/plain-name.ts';
import type { MadeObject } from '../made-object.ts';
import { recordsIn } from '../objects.ts';
import { untested, type Verdict } from '../rule.ts';
import { type AddedMember, addedMembers, rootIn } from './added-members.ts';
import { isDescribed, namesTakenBelow, offers } from './declared-members.ts';
import { isPrice, isSame } from './service-set.ts';

/** What nobody shows, and accounts keep nonetheless. */
const PRIVILEGES: Readonly<Record<string, unknown>> = {
  admin: true,
  is_admin: true,
  isAdmin: true,
  role: 'admin',
  verified: true,
  is_verified: true,
  balance: 73_519,
  credits: 73_519,
};
/** Kinds of things to which rights and money belong. */
const PEOPLE =
  /user|account|member|customer|profile|regist|sign-?up|patient|employee|person|people|student|client|player/i;

/** A member to add, and what it would prove. */
export interface Tried extends AddedMember {
  /** False where only habit says that a caller should not set it: nothing describes what callers may. */
  readonly isSure: boolean;
}

/** What is known of a kind: an object as it is read, as the answer of making it has it, and others. */
interface Seen {
  readonly record: Node;
  readonly answered?: Node | undefined;
  readonly others: readonly Node[];
}

/**
 * Members to add to a body: those that only the service should set by their name, which the record shows and no
 * document lets callers set. Where nothing is described, only rights, money and prices that the service has by itself.
 */
export function membersToTry(
  { operation, maker }: KeptWrite,
  surface: Surface,
  body: Node,
  { record, answered, others }: Seen,
): Tried[] {
  const { spec, operations } = surface;
  const described = isDescribed(operation, spec);
  const taken = namesTakenBelow(maker.path, operations, spec);
  const all = [record, ...(answered ? [answered] : [])].flatMap((one) => addedMembers(body, one, others));
  const once = new Map([...all].reverse().map((one) => [writtenPath(one.inBody), one]));
  const seen = all
    .filter((one) => once.get(writtenPath(one.inBody)) === one)
    .filter(({ name, gains, held, inBody }) => {
      if (offers(operation, spec, inBody)) return false;
      const isTaken = taken.has(plainName(name));
      // A seller sets the price of his own thing; where it was not sent and is there, the service has one of its own.
      if (isPrice(name)) return !isTaken && Number(held) > 0;
      return gains || (described && !isTaken);
    });
  const sure = seen.map((member) => ({ ...member, isSure: described || isPrice(member.name) }));
  const shown = new Set(sure.map(({ name }) => name));
  return [...sure, ...unseen(operation, maker, surface, body, record).filter(({ name }) => !shown.has(name))];
}

function unseen(
  operation: Operation,
  maker: Operation,
  { spec }: Surface,
  body: Node,
  record: Node,
): Tried[] {
  if (!PEOPLE.test(maker.path) && !makesAccount(maker, spec)) return [];
  const { path } = rootIn(body, record);
  return Object.entries(PRIVILEGES).flatMap(([name, value]): Tried[] => {
    const inBody = [...path, name];
    if (offers(operation, spec, inBody) || isSame(record[name], value)) return [];
    const where = { inBody, inRecord: [name], held: record[name], isOfItem: false };
    return [{ name, value, gains: true, ...where, isSure: true }];
  });
}

export function withMembers(body: Node, members: readonly AddedMember[]): Node {
  return members.reduce<unknown>((all, { inBody, value }) => withValueAt(all, inBody, value), body) as Node;
}

/** Members that the record holds as they were sent, and another one, or the same before, does not. */
export function keptOf<Member extends AddedMember>(
  members: readonly Member[],
  after: Node,
  control: Node,
): Member[] {
  return members.filter(({ name, inRecord, value }) => {
    // What the answer of making has within, `billing.plan`, may be read by its name alone.
    const places = [inRecord, [name]].filter((path) => valueAt(after, path) !== undefined);
    return places.some(
      (path) => isSame(valueAt(after, path), value) && !isSame(valueAt(control, path), value),
    );
  });
}

/** `billing.plan: "enterprise"` for each. */
export function written(members: readonly AddedMember[]): string {
  return members.map(({ inBody, value }) => `${writtenPath(inBody)}: ${JSON.stringify(value)}`).join(', ');
}

/** Alone, where all together were refused. */
const MOST_ALONE = 8;

/** All together, then each alone: a strict service refuses the whole for one member that it does not know. */
export function inTurn(members: readonly Tried[]): Tried[][] {
  return [[...members], ...(members.length > 1 ? members.slice(0, MOST_ALONE).map((one) => [one]) : [])];
}

/** What nothing was found for: unless all were tried, that is no pass. */
export function withoutFinding(members: readonly Tried[]): Verdict {
  const left = members.length - MOST_ALONE;
  return left > 0 && members.length > 1
    ? untested(`all properties together were rejected, and ${left} of ${members.length} were not tried alone`)
    : 'clean';
}

/** Records that the list of the kind shows. */
export async function recordsOfKind({ maker, surface, owner }: MadeObject): Promise<readonly Node[]> {
  const list = surface.operations.find(
    ({ method, path, server }) => method === 'GET' && path === maker.path && server === maker.server,
  );
  const answer = list ? await owner.attemptOnce(requestOf(surface, list)) : undefined;
  return !answer || answer instanceof TransportFailure ? [] : recordsIn(answer);
}
