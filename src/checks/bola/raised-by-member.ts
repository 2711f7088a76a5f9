import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import { type Exchange, json } from '../../http/exchange.ts';
import { isPrivilegedRole } from '../../identities/privileged.ts';
import { writeToOwn } from '../../journal/own-thing.ts';
import { sameTemplate, variablesIn } from '../../making/bound.ts';
import { jsonContent } from '../../openapi/json-content.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import type { Operation, Spec } from '../../openapi/operation.ts';
import { propertiesOf } from '../../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { type ObjectWrite, parentAddress } from '../../places/foreign-writes.ts';
import { makerOf, makesAccount } from '../../places/object-makers.ts';
import { ownPair } from '../../places/transfers.ts';
import { plainName } from '../../values/plain-name.ts';
import { identifierOf } from '../objects.ts';
import { type Marked, marksOf } from '../own-marks.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { personsIn } from './added-below.ts';
import { recordSeen } from './object-write.ts';
import { type OwnersParent, withOwnersParent } from './own-parent.ts';
import { recordsCalled } from './part-written.ts';

/** What one may do in a group, by what it is called. */
const RANK = /^(?:(?:member|team|group|access|user)?role|access(?:level)?|permissions?|rights|rank|level)$/;

/** True for what changes the rights of somebody who stands in a list below an object. */
export function changesRank(operation: Operation, spec: Spec | undefined): boolean {
  const isWrite = operation.method === 'PATCH' || operation.method === 'PUT';
  return isWrite && variablesIn(operation.path).length > 1 && rankIn(operation, spec) !== undefined;
}

/** A user whom the owner of a group let in as a plain member gives himself the rank that the owner has. Both are the scan's. */
export async function raisedByMember(operation: Operation, context: ProbeContext): Promise<Verdict> {
  const { surface, http } = context;
  const pair = ownPair(surface);
  const rank = rankIn(operation, surface.spec);
  const above = parentAddress(operation);
  const maker = above && makerOf(surface, operation, above.replace(/\/[^/]*$/, ''));
  if (!pair || rank === undefined) return untested('the scan could not register two test users');
  const [owner, member] = await Promise.all(
    pair.map(async (identity): Promise<Marked> => ({ identity, marks: await marksOf(identity, context) })),
  );
  if (!owner || !member) return untested('the scan could not register two test users');
  if (!maker || makesAccount(maker, surface.spec)) return untested('no object could be created');
  const asOwner = http.as(owner.identity);
  const write = { operation, maker, to: 'part' } as const;
  return withOwnersParent(write, context, asOwner, async (parent) => {
    const sides: Sides = { parent, owner, member, rank, context };
    if (!(await isLetIn(write, sides))) return untested('the owner could not add another user');
    return judgeRaise(sides);
  });
}

interface Sides {
  readonly parent: OwnersParent;
  readonly owner: Marked;
  readonly member: Marked;
  readonly rank: string;
  readonly context: ProbeContext;
}

/** Adds the other user by the operation of the list that he is to stand in. */
async function isLetIn(write: ObjectWrite, { parent, member, context }: Sides): Promise<boolean> {
  const { surface } = context;
  const at = surface.operations.findIndex(
    ({ method, path, server }) =>
      method === 'POST' &&
      server === write.operation.server &&
      sameTemplate(path, write.operation.path.replace(/\/\{[^{}/]+\}\/?$/, '')),
  );
  const adds = parent.surface.operations[at];
  const persons = adds ? personsIn(adds, surface.spec, member.marks) : {};
  if (!adds || adds.path.includes('{') || Object.keys(persons).length === 0) return false;
  const request = requestFor(adds, surface.spec, { overrides: { body: persons } });
  const answer = await sent(request, parent.owner, parent, context, Object.values(persons).map(String));
  return answer !== undefined && accepts(answer, surface);
}

async function judgeRaise({ parent, owner, member, rank, context }: Sides): Promise<Verdict> {
  const { surface, http, anonymous } = context;
  const before = await ranksOf({ parent, owner, member, rank });
  const { mine, his, exchange: control } = before ?? {};
  const field = variablesIn(parent.operation.path)[0] ?? '';
  const id = his && identifierOf(his, field);
  const [wanted, held] = [mine?.[rankName(mine, rank)], his?.[rankName(his, rank)]];
  if (
    !control ||
    id === undefined ||
    typeof wanted !== 'string' ||
    !isPrivilegedRole(wanted) ||
    wanted === held
  )
    return untested('the permissions of the owner and of others are not returned');
  const request = requestFor(parent.operation, surface.spec, {
    overrides: { path: { [field]: id }, body: { [rank]: wanted } },
  });
  const nobody = await sent(request, anonymous, parent, context);
  if (!nobody || !looksLikeRefusal(nobody)) return untested('unauthenticated requests are not rejected');
  const answer = await sent(request, http.as(member.identity), parent, context);
  if (!answer || !accepts(answer, surface)) return 'clean';
  const after = await ranksOf({ parent, owner, member, rank });
  if (after?.his?.[rankName(after.his, rank)] !== wanted) return 'clean';
  const [one, other] = [owner.identity.name, member.identity.name];
  return {
    operation: surface.operations.find(({ id: known }) => known === parent.operation.id) ?? parent.operation,
    confidence: 'confirmed',
    evidenceSummary: `${other}, whom ${one} had added to an object created by the scan, gained the role of its owner, through the property ${rank} of the request body: ${String(held)} → ${wanted}.`,
    proof: [
      { exchange: answer, note: `requested as ${other}` },
      { exchange: after.exchange, note: `read again as ${one}: ${other} is ${wanted}` },
    ],
    control: { exchange: control, note: `before, ${other} was ${String(held)}` },
  };
}

async function sent(
  request: RequestSpec,
  writer: HttpClient,
  { made, place, owner }: OwnersParent,
  { journal }: ProbeContext,
  references: readonly string[] = [],
): Promise<Exchange | undefined> {
  const { entry, recipe } = made;
  const answer = await writeToOwn(journal, {
    entry,
    recipe,
    place,
    reader: owner,
    writer,
    request,
    references,
  });
  if (answer instanceof Error) throw answer;
  return answer;
}

/** What the object, or the list below it, says of both users. */
async function ranksOf({ parent, owner, member, rank }: Omit<Sides, 'context'>) {
  const { made, operation, surface } = parent;
  const collection = operation.path.replace(/\/\{[^{}/]+\}\/?$/, '');
  const name = plainName(collection.split('/').at(-1) ?? '');
  const list = surface.operations.find(
    ({ method, path, server }) => method === 'GET' && path === collection && server === operation.server,
  );
  for (const request of [
    ...(list ? [requestFor(list, surface.spec)] : []),
    ...(made.kept ? [made.kept.request] : []),
  ]) {
    const exchange = await parent.owner.send(request);
    const isList = list !== undefined && request.url === requestFor(list, surface.spec).url;
    const records = isList
      ? recordsCalled(json(exchange.response), undefined)
      : recordsCalled(recordSeen(exchange, made), name);
    const of = ({ marks }: Marked) =>
      records.find((record) => rankName(record, rank) in record && namesPerson(record, marks));
    const [mine, his] = [of(owner), of(member)];
    if (mine && his) return { exchange, mine, his };
  }
  return undefined;
}

function rankName(record: Node, rank: string): string {
  return Object.keys(record).find((name) => plainName(name) === plainName(rank)) ?? rank;
}

/** By an identifier under the name of a person, or by what nobody else is called; nested too. */
function namesPerson(record: Node, marks: Pick<Marked['marks'], 'ids' | 'names'>): boolean {
  const { ids, names } = marks;
  return Object.entries(record).some(([name, held]) => {
    if (isNode(held)) return namesPerson(held, marks);
    if (typeof held !== 'string' && typeof held !== 'number') return false;
    return names.has(String(held)) || (/id$/i.test(name) && ids.has(String(held)));
  });
}

function rankIn({ bodies }: Operation, spec: Spec | undefined): string | undefined {
  const schema = jsonContent({ bodies })?.schema;
  return Object.entries(propertiesOf(schema, spec)).find(([name, written]) => {
    const property = (spec ?? WITHOUT_SPEC).resolve(written);
    return RANK.test(plainName(name)) && (!isNode(property) || (property.type ?? 'string') === 'string');
  })?.[0];
}
